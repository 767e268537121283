package io.florin.replay;

import io.florin.journal.ReadAhead;
import io.florin.journal.RecordView;
import io.florin.ledger.Ledger;
import io.florin.protocol.codec.RequestHeadDecoder;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A ledger as it stood: folds from a snapshot to the last whole request that a moment includes. The ledger answers
 * lookups then, as the node would have done.
 */
public final class TimeTravel {
    private static final int PROGRESS_EVERY = 16_384;
    private static final int HEAD_EVENTS_OFFSET = RequestHeadDecoder.eventsEncodingOffset();

    private TimeTravel() {}

    /** How far to go. */
    @FunctionalInterface
    public interface Moment {
        /** As far as there is anything. */
        Moment NOW = (lastSequence, timestampNs) -> true;

        /** Whether a request is included whose last event has this sequence and this time. */
        boolean includes(long lastSequence, long timestampNs);
    }

    /**
     * Where it arrived.
     *
     * @param ledger in the state behind its last sequence.
     * @param replayed records that were decided for it.
     * @param isAtEnd whether the journal has no record behind it, for now.
     */
    public record Arrived(Ledger ledger, long replayed, boolean isAtEnd) {}

    /** Goes; the beginning must not lie behind the moment. */
    public static Arrived go(Beginning from, Moment moment, Recovery.Progress progress) throws IOException {
        var fold = new Fold(from.ledger());
        long records = 0;
        boolean isMore;
        try (ReadAhead ahead = ReadAhead.start(from.reader())) {
            isMore = ahead.next();
            while (isMore && (!ahead.record().isFirst() || isIncluded(ahead.record(), moment))) {
                fold.onRecord(ahead.record());
                if (++records % PROGRESS_EVERY == 0) progress.at(records, ahead.bytesRead(), ahead.bytesTotal());
                isMore = ahead.next();
            }
        }
        fold.settle();
        return new Arrived(from.ledger(), records, !isMore);
    }

    private static boolean isIncluded(RecordView first, Moment moment) {
        int events = first.buffer().getInt(first.headOffset() + HEAD_EVENTS_OFFSET, ByteOrder.LITTLE_ENDIAN);
        return moment.includes(first.sequence() + events - 1, first.timestampNs() + events - 1);
    }
}
