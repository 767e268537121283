package io.florin.gateway;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened, for clients who ask: whoever reads the journal answers. Any thread asks and is not made to wait;
 * answers come on threads of the other side.
 */
public interface Events {
    /** Where nobody reads the journal. */
    Events NONE = new Events() {
        @Override
        public void page(Query query, Place from, int limit, Sink sink) {
            sink.refused(Reason.UNAVAILABLE, 0);
        }

        @Override
        public void follow(Query query, Place from, Sink sink) {
            sink.refused(Reason.UNAVAILABLE, 0);
        }
    };

    /** Of events that did not happen; told only to those who ask for them. */
    String REFUSED_TYPE = "transfer.refused";

    /** Names of all types. */
    List<String> TYPES = List.of(
            "account.created",
            "account.limits_changed",
            "account.status_changed",
            "transfer.posted",
            "hold.created",
            "hold.posted",
            "hold.voided",
            "hold.expired",
            REFUSED_TYPE);

    /** Instead of the number of a ledger. */
    long EVERY_LEDGER = -1;

    /**
     * Which events are wanted.
     *
     * @param principal who asks; it hears only of what it may read.
     * @param ledger number; {@link #EVERY_LEDGER} for all.
     * @param account that they are about; null for any.
     */
    record Query(
            long principal,
            Set<String> types,
            long ledger,
            @Nullable UUID account,
            boolean areAmountsText) {}

    /**
     * Where to go on.
     *
     * @param sequence of a record.
     * @param index from 0 among the events of that record.
     */
    record Place(long sequence, int index) {
        /** The first event that is retained. */
        public static final Place OLDEST = new Place(0, 0);

        /** Whatever happens from now on. */
        public static final Place NOW = new Place(Long.MAX_VALUE, 0);

        /** What a client has seen who goes on here: a sequence, or a sequence and how many of its events. */
        public String seen() {
            return index == 0 ? Long.toString(sequence - 1) : sequence + "." + index;
        }
    }

    /** One event: what a client names to go on behind it, and the event itself. */
    @SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
    record Item(String id, byte[] json) {}

    /**
     * Some events.
     *
     * @param hasMore whether there is more to read now.
     * @param upTo sequence of the last record that was read for it.
     */
    record Batch(List<Item> items, Place next, boolean hasMore, long upTo) {}

    /** Why there are none, or no more. */
    enum Reason {
        /** The position is the oldest that can be asked for. */
        TOO_OLD,
        /** The position is the last there is. */
        BEYOND_THE_END,
        NOT_GRANTED,
        UNKNOWN_LEDGER,
        BUSY,
        UNAVAILABLE
    }

    /** Who asked. Threads of the other side call. */
    interface Sink {
        /** Whether it takes events now. */
        boolean isReady();

        /** Whether nobody is there any more. */
        boolean isGone();

        /** A page is taken once; a stream first without events, when it is admitted, then again and again. */
        void take(Batch batch);

        /** There will be nothing, or nothing more. */
        void refused(Reason reason, long position);
    }

    /** Asks for so many events, or fewer. */
    void page(Query query, Place from, int limit, Sink sink);

    /** Asks for all events from there on, until the sink is gone. */
    void follow(Query query, Place from, Sink sink);
}
