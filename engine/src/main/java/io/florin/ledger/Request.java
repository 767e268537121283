package io.florin.ledger;

/**
 * The request under way: which of its events comes next, and what is true of all of them. Ledger thread only; all
 * memory at construction.
 */
final class Request {
    /** Holds that posts and voids by group may touch in one request: as many as the largest chain creates. */
    static final int LEGS_MAX = RequestCommand.EVENTS_MAX;

    private final ReplyTable replies;
    private final Settings settings;
    private final RequestCommand command = new RequestCommand();
    private final int[] statuses = new int[RequestCommand.EVENTS_MAX];
    private final long[] timestamps = new long[RequestCommand.EVENTS_MAX];

    private boolean isUnderWay;
    private long timestampNs;
    private int event;
    private boolean isImport;
    private int legs;

    private int refusal;
    private boolean isReplayed;
    private int replayedRow;
    private long replayedSequence;
    private int replayedEpoch;
    private long replayedTimestampNs;

    Request(ReplyTable replies, Settings settings) {
        this.replies = replies;
        this.settings = settings;
    }

    /** Opens it; decides what concerns all its events, by the key first, then by the deadline. */
    void begin(long requestNs, RequestCommand begun) {
        Belief.require(!isUnderWay, "a request begins when the one before is done");
        int events = begun.events();
        Belief.require(events > 0 && events <= RequestCommand.EVENTS_MAX, "a request has from 1 to 8190 events");
        command.set(events, begun.keyHigh(), begun.keyLow(), begun.bodyHash(), begun.notAfterNs(), begun.principal());
        isUnderWay = true;
        timestampNs = requestNs;
        event = -1;
        legs = 0;
        refusal = CreateTransferResult.CREATED.code();
        isReplayed = false;

        if (hasKey() && replies.find(command.principal(), command.keyHigh(), command.keyLow())) answer(events);
        else if (command.notAfterNs() != 0 && requestNs > command.notAfterNs()) {
            refusal = CreateTransferResult.DEADLINE_EXCEEDED.code();
        }
    }

    /** A command of Florin itself that came without a request. */
    void beginInternal() {
        command.set(1, 0, 0, 0, 0, 0);
        refusal = CreateTransferResult.CREATED.code();
        isReplayed = false;
    }

    private void answer(int events) {
        if (replies.bodyHash() != command.bodyHash() || replies.events() != events) {
            refusal = CreateTransferResult.KEY_REUSED.code();
            return;
        }
        isReplayed = true;
        replayedRow = 0;
        replayedSequence = replies.sequence();
        replayedEpoch = replies.epoch();
        replayedTimestampNs = replies.timestampNs();
    }

    /** Moves to the next event; what the first one is decides for all. */
    void next(long eventNs, boolean isImported) {
        Belief.require(isUnderWay, "an event belongs to a request");
        event++;
        Belief.require(eventNs == timestampNs - command.events() + event + 1, "an event has its place in time");
        if (event == 0) isImport = isImported;
    }

    /** Whether this request was answered as a whole: refused, or from its stored reply. */
    boolean isAnswered() {
        return isReplayed || refusal != CreateTransferResult.CREATED.code();
    }

    /** The status of this event of a request that was answered as a whole; its time goes to the outcome. */
    int answer(Outcome outcome, long importedNs) {
        if (!isReplayed) return refusal;
        if (replayedRow < replies.rowCount() && replies.event(replayedRow) == event) {
            int row = replayedRow++;
            outcome.existed(replies.rowTimestampNs(row));
            return replies.status(row);
        }
        outcome.existed(isImport ? importedNs : replayedTimestampNs - command.events() + event + 1);
        return CreateTransferResult.CREATED.code();
    }

    /** Notes the result of this event, and that so many before it failed with it; the last one ends the request. */
    void done(long sequence, int status, Outcome outcome) {
        if (!isAnswered() && hasKey()) {
            statuses[event] = status;
            timestamps[event] = outcome.timestampNs();
            for (int failed = event - outcome.eventsFailed(); failed < event; failed++) {
                statuses[failed] = CreateTransferResult.LINKED_EVENT_FAILED.code();
                timestamps[failed] = timestampNs - command.events() + failed + 1;
            }
            if (isLastEvent()) store(sequence);
        }
        if (isLastEvent()) isUnderWay = false;
    }

    private void store(long sequence) {
        int rows = 0;
        for (int i = 0; i < command.events(); i++) {
            if (statuses[i] != CreateTransferResult.CREATED.code()) rows++;
        }
        if (!replies.store(command, timestampNs, sequence, settings.epoch(), rows)) return;
        for (int i = 0; i < command.events(); i++) {
            if (statuses[i] != CreateTransferResult.CREATED.code()) replies.storeRow(i, statuses[i], timestamps[i]);
        }
    }

    /**
     * Counts holds that one event posts or voids as a group; a group that fits in a request is never too large by
     * itself. What a broken chain takes back still counts: it was work.
     *
     * @return false, and nothing is counted, if the request would touch more than {@link #LEGS_MAX} of them.
     */
    boolean mayTouch(int legsOfGroup) {
        if (legs + legsOfGroup > LEGS_MAX) return false;
        legs += legsOfGroup;
        return true;
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    boolean isLastEvent() {
        return event + 1 == command.events();
    }

    /** From 0. */
    int event() {
        return event;
    }

    boolean isImport() {
        return isImport;
    }

    long principal() {
        return command.principal();
    }

    boolean isReplayed() {
        return isReplayed;
    }

    long replayedSequence() {
        return replayedSequence;
    }

    int replayedEpoch() {
        return replayedEpoch;
    }

    long replayedTimestampNs() {
        return replayedTimestampNs;
    }

    private boolean hasKey() {
        return !Ids.isZero(command.keyHigh(), command.keyLow());
    }
}
