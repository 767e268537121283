package io.florin.replay;

import io.florin.journal.DataDirectory;
import io.florin.journal.Reader;
import io.florin.journal.Tail;
import io.florin.ledger.Ledger;
import java.io.IOException;

/**
 * The state of a ledger from its journal: reads and verifies all that is in a data directory, decides every command
 * again and compares every result.
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
     */
    public record Recovered(Ledger ledger, Tail tail) {}

    /**
     * Folds the whole journal of an open directory, on the caller's thread.
     *
     * @throws io.florin.journal.JournalDamagedException if forced bytes are damaged or missing.
     * @throws DivergenceException if a command is not decided as it was recorded.
     */
    public static Recovered run(DataDirectory directory, Progress progress) throws IOException {
        var ledger = new Ledger();
        var fold = new Fold(ledger);
        try (Reader reader = Reader.open(directory, 1)) {
            long records = 0;
            while (reader.next()) {
                fold.onRecord(reader);
                if (++records % PROGRESS_EVERY == 0) {
                    progress.at(records, reader.bytesRead(), reader.bytesTotal());
                }
            }
            progress.at(records, reader.bytesTotal(), reader.bytesTotal());
            Tail tail = reader.tail();
            if (!fold.isWhole() || tail.sequence() != fold.lastSequence()) {
                throw DivergenceException.incomplete(fold.lastSequence(), tail.sequence());
            }
            return new Recovered(ledger, tail);
        }
    }
}
