package io.florin.feed;

import java.util.List;

/** Who asked for events. Called by threads of the feed; takes without waiting. */
public interface EventSink {
    /** Whether it takes events now; a stream that does not is passed over. Any thread. */
    boolean isReady();

    /** Whether nobody is there any more. Any thread. */
    boolean isGone();

    /** Events, in order. A page is taken once, a stream again and again. */
    void take(Batch batch);

    /** There will be no events, or no more. */
    void refused(Refusal refusal);

    /**
     * An event for somebody outside.
     *
     * @param id what a client names to go on behind it.
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
    record Item(String id, byte[] json) {}

    /**
     * Some events.
     *
     * @param next where to go on.
     * @param hasMore whether there is more to read now.
     * @param upTo sequence of the last record that was read for it.
     */
    record Batch(List<Item> items, EventPlace next, boolean hasMore, long upTo) {}

    /** Why there are none. */
    sealed interface Refusal {}

    /** The place lies before what is retained. */
    record TooOld(long oldestSequence) implements Refusal {}

    /** The place lies behind the end of the journal. */
    record BeyondTheEnd(long lastSequence) implements Refusal {}

    /** The principal may read nothing, or no longer anything. */
    record NotGranted() implements Refusal {}

    /** The principal may not read the ledger that was asked for. */
    record UnknownLedger() implements Refusal {}

    /** Too many ask at once. */
    record Busy() implements Refusal {}

    /** The feed has ended: the node is going down, or the journal cannot be read. */
    record Ended() implements Refusal {}
}
