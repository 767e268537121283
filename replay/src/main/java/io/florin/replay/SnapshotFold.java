package io.florin.replay;

import io.florin.journal.DataDirectory;
import io.florin.journal.ReadAhead;
import io.florin.journal.Tail;
import io.florin.ledger.Ledger;
import io.florin.snapshot.SnapshotPosition;
import io.florin.snapshot.Snapshots;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.util.List;

/**
 * Takes a snapshot: folds the newest one and the tail of the journal behind it into a new file, deciding and comparing
 * as recovery does. For a process that serves nobody; the directory may be a living node's.
 */
public final class SnapshotFold {
    private static final int PROGRESS_EVERY = 16_384;

    private SnapshotFold() {}

    /**
     * What became of it.
     *
     * @param snapshot that is there now.
     * @param replayed records that were decided for it; 0 if the newest one knows all there is.
     * @param findings sentences about snapshots that could not be used.
     */
    public record Taken(Verified snapshot, long replayed, List<String> findings) {}

    /**
     * Folds up to where the journal ends now.
     *
     * @param lock on the directory's snapshots.
     * @param journal of the directory; for a living node it ends at what was forced.
     * @throws IllegalStateException if there is no record yet.
     */
    public static Taken take(
            DataDirectory directory, Snapshots.Lock lock, Beginning.Opening journal, Recovery.Progress progress)
            throws IOException {
        Beginning beginning = Beginning.newest(directory, any -> true, journal);
        Ledger ledger = beginning.ledger();
        var fold = new Fold(ledger);
        try (ReadAhead ahead = ReadAhead.start(beginning.reader())) {
            long records = 0;
            int epoch = beginning.epoch();
            while (ahead.next()) {
                fold.onRecord(ahead.record());
                epoch = ahead.record().epoch();
                if (++records % PROGRESS_EVERY == 0) progress.at(records, ahead.bytesRead(), ahead.bytesTotal());
            }
            fold.settle();
            Tail tail = ahead.tail();
            if (tail.sequence() != fold.lastSequence() || !fold.isWhole()) {
                throw DivergenceException.incomplete(fold.lastSequence(), tail.sequence());
            }
            if (tail.sequence() == 0) throw new IllegalStateException("there is no record yet: sequence=0");
            return new Taken(
                    lock.create(ledger, position(directory, ledger, epoch, tail)), records, beginning.findings());
        }
    }

    private static SnapshotPosition position(DataDirectory directory, Ledger ledger, int epoch, Tail tail) {
        return new SnapshotPosition(
                directory.ledgerIdHigh(),
                directory.ledgerIdLow(),
                tail.sequence(),
                ledger.lastTimestampNs(),
                epoch,
                tail.chain());
    }
}
