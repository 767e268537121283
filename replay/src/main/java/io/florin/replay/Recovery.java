package io.florin.replay;

import io.florin.journal.DataDirectory;
import io.florin.journal.ReadAhead;
import io.florin.journal.Tail;
import io.florin.ledger.Ledger;
import java.io.IOException;
import java.util.List;

/**
 * The state of a ledger from its newest good snapshot and the tail of its journal: one thread reads and verifies, the
 * caller's decides every command again and compares every result.
 */
public final class Recovery {
    private static final int PROGRESS_EVERY = 16_384;

    private Recovery() {}

    /** Told how far recovery has come, every few thousand records. */
    @FunctionalInterface
    public interface Progress {
        /** For those who do not look. */
        Progress NONE = (records, bytesRead, bytesTotal) -> {};

        void at(long records, long bytesRead, long bytesTotal);
    }

    /**
     * What was recovered.
     *
     * @param ledger as it stands behind the last record; the caller's from now on.
     * @param tail where the next life continues.
     * @param snapshotSequence of the snapshot that it began with; 0 for none.
     * @param snapshotNs nanoseconds until that was found, verified and loaded.
     * @param findings sentences for the operator: snapshots that could not be used.
     */
    public record Recovered(Ledger ledger, Tail tail, long snapshotSequence, long snapshotNs, List<String> findings) {
        /** Records that were decided again. */
        public long replayed() {
            return tail.sequence() - snapshotSequence;
        }
    }

    /**
     * Recovers what an open directory holds; nobody may append to it meanwhile.
     *
     * @throws io.florin.journal.JournalDamagedException if forced bytes are damaged or missing.
     * @throws io.florin.snapshot.SnapshotRefusedException if a person has to look at a snapshot first.
     * @throws DivergenceException if a command is not decided as it was recorded.
     */
    public static Recovered run(DataDirectory directory, Progress progress) throws IOException {
        long beganNs = System.nanoTime();
        Beginning beginning;
        WarmUp warmUp = WarmUp.start(); // a core is idle meanwhile
        try {
            beginning = Beginning.newest(directory);
        } finally {
            warmUp.end();
        }
        long snapshotNs = System.nanoTime() - beganNs;
        Ledger ledger = beginning.ledger();
        var fold = new Fold(ledger);
        try (ReadAhead ahead = ReadAhead.start(beginning.reader())) {
            long records = 0;
            while (ahead.next()) {
                fold.onRecord(ahead.record());
                if (++records % PROGRESS_EVERY == 0) progress.at(records, ahead.bytesRead(), ahead.bytesTotal());
            }
            progress.at(records, ahead.bytesTotal(), ahead.bytesTotal());
            Tail tail = ahead.tail();
            if (!fold.isWhole() || tail.sequence() != fold.lastSequence()) {
                throw DivergenceException.incomplete(fold.lastSequence(), tail.sequence());
            }
            fold.settle();
            return new Recovered(
                    ledger, since(beginning, tail), beginning.sequence(), snapshotNs, beginning.findings());
        }
    }

    /** Where no record lies behind the snapshot, its own time and epoch are the last ones. */
    private static Tail since(Beginning beginning, Tail tail) {
        return new Tail(
                tail.sequence(),
                beginning.ledger().lastTimestampNs(),
                Math.max(tail.epoch(), beginning.epoch()),
                tail.chain(),
                tail.segment(),
                tail.offset(),
                tail.tornBytes());
    }
}
