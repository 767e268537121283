package io.florin.counters;

/**
 * The catalogue of numbers that leave the process: id, label, and a sentence for the person on duty.
 *
 * <p>Ids come in ranges, pipeline from 100, journal from 200, gateway from 300, tails of the journal from 400, and are
 * never given twice.
 */
public enum FlorinCounter {
    ERRORS_DISTINCT(1, "distinct errors", "Above zero: read the error log."),

    COMMANDS_DECIDED(100, "commands decided", "Sequence of the last command that the ledger decided."),
    COMMANDS_RELEASED(101, "commands released", "Sequence of the last command whose answer was handed out."),
    PULSES(
            102,
            "pulses",
            "Grows by at least one a second while the road is open; if it stands still, so does the road."),
    CLOCK_OFFSET_NS(103, "clock offset, ns", "Wall clock minus journal time; beyond a second somebody should look."),

    JOURNAL_BATCHES(200, "journal batches", "Batches sealed, appended and forced: one force each."),
    JOURNAL_BYTES(201, "journal bytes", "Bytes appended, headers and seals included."),
    JOURNAL_FORCED(202, "journal forced", "Sequence up to which the journal is on disk."),
    JOURNAL_FORCE_NS_MAX(203, "longest force, ns", "A disk that takes seconds here will fail soon."),
    JOURNAL_SEGMENTS_PREPARED(
            204, "segments prepared", "Zero means that the disk is too slow or full: commands are refused soon."),
    JOURNAL_ROOM_PREPARED(
            205, "room prepared, bytes", "Below a few MiB clients hear journal_full: make space on the disk."),
    DISK_FREE(206, "disk free, bytes", "Of the journal's disk, beside what is prepared."),
    DISK_FULL_SECONDS(
            207,
            "disk full in, s",
            "At the rate of the last ten minutes; 9223372036854775807 where nothing is written."),
    DISK_ALARM(208, "disk alarm", "1: less than 20 % free, or full within 4 h. Make room while payments still go on."),

    SNAPSHOT_NEWEST(
            220, "newest snapshot", "Its sequence; recovery replays what came after it. 0: none was taken yet."),
    SNAPSHOTS_TAKEN(221, "snapshots taken", "By this life of the node."),
    SNAPSHOTS_FAILED(222, "snapshots failed", "Above zero: the error log says why; recovery grows longer meanwhile."),

    CONNECTIONS_BINARY(300, "binary connections", "Open now."),
    CONNECTIONS_HTTP(301, "HTTP connections", "Open now."),
    REQUESTS_BINARY(302, "binary requests", "Well-formed requests that were offered to the ring."),
    REQUESTS_HTTP(303, "HTTP requests", "Requests whose line and headers were read."),
    REFUSED_BUSY(304, "requests refused: ring full", "Above zero means that clients outran the ledger."),
    REFUSED_DRAINING(305, "requests refused: draining", "The node is on its way down."),
    REFUSED_WINDOW(306, "requests refused: credit window exceeded", "A client does not keep to its window."),
    REFUSED_INVALID(307, "requests refused: message invalid", "A client sends what the schema or the API forbids."),
    FRAMES_INVALID(308, "connections ended: frame invalid", "Not a Florin client, a broken one, or an attack."),
    SCHEMA_UNSUPPORTED(309, "connections ended: schema unsupported", "A client of another version."),
    CONNECTIONS_REFUSED(310, "connections refused: limit reached", "Raise the limit or find out who opens so many."),
    SLOW_INPUT(311, "connections ended: input too slow", "Half a frame or request, then silence."),
    SLOW_CONSUMERS(312, "connections ended: answers not read", "A client does not read what it asked for."),
    HANDLER_ERRORS(313, "connections ended: error in a handler", "A bug of ours: the error log names it."),
    REFUSED_JOURNAL_FULL(314, "requests refused: journal full", "The disk is full: make room; reads go on meanwhile."),
    REFUSED_NOT_PRIMARY(315, "requests refused: not the primary", "Clients still speak to a node that does not lead."),
    REFUSED_BY_OPERATOR(
            319, "requests refused: id refused by an operator", "Somebody sends what gateway.refuse names."),
    REFUSED_UNKNOWN(316, "requests refused: not authenticated", "A wrong, expired or revoked key, or one who tries."),
    REFUSED_RATE(318, "requests refused: rate of the key", "A client asks faster than its key may."),
    STREAMS(350, "event streams", "Open now."),
    STREAMS_REFUSED(351, "event streams refused: limit reached", "More clients want to follow than may."),
    REFUSED_SIGNATURE(
            321, "requests refused: signature", "Missing, wrong, late or used before; a clock, or one who tries."),
    REFUSED_RIGHT(
            322, "events refused: right missing", "Somebody asks for what nobody granted them: florin grant, or not."),
    KEYS_NOT_READ(317, "looks at the keys file that failed", "The error log says why; the keys of before still count."),

    TLS_HANDSHAKES(330, "TLS handshakes", "Connections that were encrypted; each costs as much as many transfers."),
    TLS_REFUSED(
            331,
            "connections ended: TLS",
            "Plain text, an old version, a certificate that does not count, or a handshake that did not come."),
    TLS_EXPIRES_S(332, "certificate expires, s", "Seconds until clients refuse the node's certificate: replace it."),
    TLS_READ(333, "certificates read", "How often certificate and key were read and taken: at the start, and anew."),
    TLS_NOT_READ(
            334,
            "looks at the certificates that failed",
            "The error log says why; those of before are still shown, until they expire."),
    SESSIONS(340, "sessions", "Of the binary port, with a connection or waiting for their client to come back."),
    SESSIONS_RESUMED(341, "sessions resumed", "Grows when connections are lost: look at the network."),
    SESSIONS_REFUSED(342, "sessions refused", "Unknown, in use, or one too many: perhaps clients share an id."),
    REFUSED_UNNEGOTIATED(343, "requests refused: no session", "A client that does not speak the session protocol."),
    KEEP_ALIVE_LAPSED(344, "connections ended: keep-alive lapsed", "Clients vanished without closing."),
    ANSWERS_SENT_AGAIN(345, "answers sent again", "To clients that came back and asked for them."),
    ANSWERS_GONE(346, "answers not kept any more", "Clients came back too late: they ask again by id."),
    SESSION_MESSAGES_INVALID(347, "connections ended: session message invalid", "A broken client, or an attack."),

    CHECKPOINT_SIGNED(400, "checkpoint signed", "Sequence up to which the journal is signed and published."),
    CHECKPOINT_LAG(
            401, "checkpoint lag, records", "Forced and not signed yet; if it only grows, nothing is published."),
    CHECKPOINT_FAILURES(
            402, "checkpoint failures", "Publishing failed: the error log says why; payments go on meanwhile."),
    FEED_SEQUENCE(410, "feed sequence", "Sequence up to which events can be told."),
    FEED_LAG(411, "feed lag, records", "Released and not read by the feed yet; it may grow while nobody follows."),
    FEED_FAILURES(412, "feed failures", "Above zero: the error log says why; payments go on, events may not."),
    READ_MODEL_SEQUENCE(420, "read model sequence", "Sequence up to which PostgreSQL is complete."),
    READ_MODEL_LAG(
            421, "read model lag, records", "Released and not in PostgreSQL yet; nothing on the road waits for it."),
    READ_MODEL_LAG_MS(422, "read model lag, ms", "Age of what PostgreSQL has last; above 2,000 answers say so."),
    READ_MODEL_CONNECTS(423, "read model connects", "Grows when PostgreSQL or the way to it fails."),
    READ_MODEL_FAILURES(424, "read model failures", "The error log says why; payments go on, reports may not."),
    READ_MODEL_DIFFERENCES(
            425, "read model differences", "Above zero: PostgreSQL and the ledger disagree; run florin report check.");

    private final int id;
    private final String label;
    private final String sentence;

    FlorinCounter(int id, String label, String sentence) {
        this.id = id;
        this.label = label;
        this.sentence = sentence;
    }

    /** Type id in the counters file. */
    public int id() {
        return id;
    }

    /** What the counter counts, in a few words. */
    public String label() {
        return label;
    }

    /** What its value means for the person on duty. */
    public String sentence() {
        return sentence;
    }
}
