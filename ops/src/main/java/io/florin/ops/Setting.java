package io.florin.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the configuration file: where it stands, what it holds without being named, and a sentence about it.
 *
 * @param path from the root, with the object {@code florin}.
 * @param defaultText as it would be written in the file; null if it depends on the machine or the profile.
 * @param sentence for people who ask what it does.
 */
public record Setting(String path, Kind kind, @Nullable String defaultText, String sentence) {
    /** How its text is read. */
    public enum Kind {
        TEXT,
        PATH,
        ADDRESS,
        COUNT,
        SIZE,
        DURATION,
    }

    static final Setting NODE = new Setting("florin.node", Kind.TEXT, "node-a", "What people call this node.");
    static final Setting DATA =
            new Setting("florin.data", Kind.PATH, "/var/lib/florin", "The directory that holds the journal.");
    static final Setting PROFILE = new Setting(
            "florin.profile", Kind.TEXT, "auto", "How threads share cores: auto, latency or small; auto counts cores.");
    static final Setting PIPELINE_THREADS = new Setting(
            "florin.pipeline.threads",
            Kind.COUNT,
            null,
            "Threads between door and answer: 1, 2 or 4; 0 for what suits the profile, 2 for small and 4 for latency.");
    static final Setting RING_CAPACITY = new Setting(
            "florin.pipeline.ring.capacity", Kind.COUNT, null, "Slots in the ring, a power of two: 16384 to 1048576.");
    static final Setting DRAIN_TIMEOUT = new Setting(
            "florin.pipeline.drain-timeout", Kind.DURATION, "5 s", "How long closing waits for open answers.");
    static final Setting JOURNAL_KIND = new Setting(
            "florin.journal.kind",
            Kind.TEXT,
            "chronicle",
            "Who writes the files: chronicle or plain; plain takes less of the processor.");
    static final Setting JOURNAL_SEGMENT =
            new Setting("florin.journal.segment", Kind.SIZE, null, "Size of one journal file: 16 MiB to 4 GiB.");
    static final Setting JOURNAL_FILESYSTEM = new Setting(
            "florin.journal.filesystem",
            Kind.TEXT,
            "check",
            "check refuses file systems on which a forced write may be lost; accept takes any.");
    static final Setting JOURNAL_RETAIN = new Setting(
            "florin.journal.retain",
            Kind.TEXT,
            "forever",
            "How long segments stay that no snapshot needs: forever, or a duration such as 30 d.");
    static final Setting JOURNAL_ARCHIVE = new Setting(
            "florin.journal.archive",
            Kind.TEXT,
            "none",
            "Where segments are copied to before they go: a directory, or none.");
    static final Setting SNAPSHOT_WORKER = new Setting(
            "florin.snapshot.worker", Kind.TEXT, "on", "on has a process of its own take snapshots; off leaves it.");
    static final Setting SNAPSHOT_EVERY_BYTES = new Setting(
            "florin.snapshot.every-bytes", Kind.SIZE, "4 GiB", "Bytes of journal after which a snapshot is due.");
    static final Setting SNAPSHOT_EVERY =
            new Setting("florin.snapshot.every", Kind.DURATION, "6 h", "Time after which a snapshot is due.");
    static final Setting SNAPSHOT_KEEP =
            new Setting("florin.snapshot.keep", Kind.COUNT, "2", "How many verified snapshots stay: 2 or more.");
    static final Setting SNAPSHOT_CPU_PERCENT = new Setting(
            "florin.snapshot.cpu-percent",
            Kind.COUNT,
            "40",
            "How much of one core the process that takes snapshots may keep busy: 5 to 200.");
    static final Setting CHECKPOINT_KEY = new Setting(
            "florin.checkpoint.key",
            Kind.TEXT,
            "none",
            "The key that signs checkpoints, outside of the data directory; none signs nothing.");
    static final Setting CHECKPOINT_FILE = new Setting(
            "florin.checkpoint.file",
            Kind.PATH,
            null,
            "Where checkpoints are published; by default the file checkpoints in the data directory.");
    static final Setting CHECKPOINT_EVERY =
            new Setting("florin.checkpoint.every", Kind.DURATION, "60 s", "Time after which a checkpoint is due.");
    static final Setting CHECKPOINT_RECORDS =
            new Setting("florin.checkpoint.records", Kind.COUNT, "100000", "Records after which a checkpoint is due.");
    static final Setting DAY_CLOSE = new Setting(
            "florin.day.close",
            Kind.TEXT,
            "none",
            "When days end by themselves: ledger or all, time and zone, such as all 00:00 Europe/Amsterdam, with commas"
                    + " between several; a time before noon ends the day before; none: florin close-day alone.");
    static final Setting BINARY_BIND =
            new Setting("florin.gateway.binary.bind", Kind.ADDRESS, "127.0.0.1:9400", "Where the binary protocol is.");
    static final Setting HTTP_BIND =
            new Setting("florin.gateway.http.bind", Kind.ADDRESS, "127.0.0.1:9401", "Where HTTP is.");
    static final Setting CONNECTIONS =
            new Setting("florin.gateway.connections", Kind.COUNT, "1024", "Connections open at once, per port.");
    static final Setting CONNECTIONS_PER_ADDRESS = new Setting(
            "florin.gateway.connections-per-address",
            Kind.COUNT,
            "256",
            "Connections open at once from one address, per port.");
    static final Setting ADMIN_BIND =
            new Setting("florin.gateway.admin.bind", Kind.ADDRESS, "127.0.0.1:9402", "Where operators and probes ask.");
    static final Setting KEYS_FILE = new Setting(
            "florin.gateway.keys-file",
            Kind.TEXT,
            "none",
            "The file of the keys and certificates that clients must bring (florin key); none asks nobody."
                    + " Read again when it changes.");
    static final Setting RATE_PER_KEY = new Setting(
            "florin.gateway.rate-per-key", Kind.COUNT, "5000", "Requests a second that each API key may send.");
    static final Setting REFUSE = new Setting(
            "florin.gateway.refuse",
            Kind.TEXT,
            "none",
            "Ids, with commas between them, whose commands are refused before the ring: those that a file of"
                    + " quarantine/ names; or none.");
    static final Setting SESSION_TIMEOUT = new Setting(
            "florin.gateway.session-timeout",
            Kind.DURATION,
            "10 m",
            "How long a session of the binary port outlives its connection.");
    static final Setting SESSIONS = new Setting(
            "florin.gateway.sessions",
            Kind.COUNT,
            "4096",
            "Sessions in all, with a connection or without; a key may have a sixteenth.");
    static final Setting CONNECTIONS_PER_KEY = new Setting(
            "florin.gateway.connections-per-key",
            Kind.COUNT,
            "64",
            "Connections open at once under one API key or certificate, binary and HTTP together.");
    static final Setting EVENTS_PER_PRINCIPAL = new Setting(
            "florin.gateway.events-per-principal",
            Kind.COUNT,
            "16380",
            "Events of one principal with a key that may be under way, over all sessions and HTTP; 8190 or more.");

    static final Setting TLS_CERTIFICATE = new Setting(
            "florin.gateway.tls.certificate",
            Kind.TEXT,
            "none",
            "The node's certificate and those above it, as PEM; with it every port speaks TLS 1.3 alone."
                    + " Read again when it changes.");
    static final Setting TLS_KEY_FILE = new Setting(
            "florin.gateway.tls.key-file",
            Kind.TEXT,
            "none",
            "The private key of the certificate, as PEM (PKCS#8), not encrypted. Read again when it changes.");
    static final Setting TLS_CLIENT_AUTHORITY = new Setting(
            "florin.gateway.tls.client-authority",
            Kind.TEXT,
            "none",
            "Whose certificates clients may show instead of a key, as PEM; none asks for none."
                    + " Which certificate is whose the keys file says.");
    static final Setting TLS_HANDSHAKE_TIMEOUT = new Setting(
            "florin.gateway.tls.handshake-timeout",
            Kind.DURATION,
            "5 s",
            "How long a handshake may take: 10 ms to 60 s.");

    static final Setting PROJECTION_URL = new Setting(
            "florin.projection.url",
            Kind.TEXT,
            "none",
            "The PostgreSQL that reports are made from, jdbc:postgresql://host:5432/database; embedded for one in the"
                    + " data directory, for trying out; or none.");
    static final Setting PROJECTION_USER =
            new Setting("florin.projection.user", Kind.TEXT, "florin", "Whom PostgreSQL knows the node as.");
    static final Setting PROJECTION_PASSWORD = new Setting(
            "florin.projection.password",
            Kind.TEXT,
            "",
            "Its password; best as ${?FLORIN_PG_PASSWORD}, so that it stands in no file.");
    static final Setting PROJECTION_TLS = new Setting(
            "florin.projection.tls",
            Kind.TEXT,
            "off",
            "off, require (encrypted) or verify (and the server's certificate must be of tls-authority).");
    static final Setting PROJECTION_AUTHORITY = new Setting(
            "florin.projection.tls-authority", Kind.TEXT, "none", "Whose certificate PostgreSQL must show, as PEM.");
    static final Setting PROJECTION_CONNECTIONS = new Setting(
            "florin.projection.connections", Kind.COUNT, "8", "Connections that answer questions: 1 to 256.");
    static final Setting PROJECTION_TIMEOUT = new Setting(
            "florin.projection.timeout", Kind.DURATION, "10 s", "How long PostgreSQL is waited for: 100 ms to 10 m.");
    static final Setting PROJECTION_PARTITION = new Setting(
            "florin.projection.partition", Kind.TEXT, "month", "What one partition of movements holds: day or month.");
    static final Setting PROJECTION_RETAIN = new Setting(
            "florin.projection.retain",
            Kind.TEXT,
            "forever",
            "How long movements stay attached: forever, or a duration such as 400 d; older partitions are detached and"
                    + " stand in the schema florin_archive.");

    /** All there are, in the order in which a person would read them. */
    static final List<Setting> ALL = List.of(
            NODE,
            DATA,
            PROFILE,
            PIPELINE_THREADS,
            RING_CAPACITY,
            DRAIN_TIMEOUT,
            JOURNAL_KIND,
            JOURNAL_SEGMENT,
            JOURNAL_FILESYSTEM,
            JOURNAL_RETAIN,
            JOURNAL_ARCHIVE,
            SNAPSHOT_WORKER,
            SNAPSHOT_EVERY_BYTES,
            SNAPSHOT_EVERY,
            SNAPSHOT_KEEP,
            SNAPSHOT_CPU_PERCENT,
            CHECKPOINT_KEY,
            CHECKPOINT_FILE,
            CHECKPOINT_EVERY,
            CHECKPOINT_RECORDS,
            DAY_CLOSE,
            PROJECTION_URL,
            PROJECTION_USER,
            PROJECTION_PASSWORD,
            PROJECTION_TLS,
            PROJECTION_AUTHORITY,
            PROJECTION_CONNECTIONS,
            PROJECTION_TIMEOUT,
            PROJECTION_PARTITION,
            PROJECTION_RETAIN,
            BINARY_BIND,
            HTTP_BIND,
            ADMIN_BIND,
            CONNECTIONS,
            CONNECTIONS_PER_ADDRESS,
            KEYS_FILE,
            RATE_PER_KEY,
            SESSION_TIMEOUT,
            SESSIONS,
            CONNECTIONS_PER_KEY,
            EVENTS_PER_PRINCIPAL,
            REFUSE,
            TLS_CERTIFICATE,
            TLS_KEY_FILE,
            TLS_CLIENT_AUTHORITY,
            TLS_HANDSHAKE_TIMEOUT);

    /** Property name and value, as messages end. */
    String named(String value) {
        return path + "=" + value;
    }
}
