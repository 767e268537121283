package io.florin.projection;

import io.florin.feed.JournalSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/** Drops the read model and fills it again, as fast as it goes. One thread. */
public final class Rebuild {
    private static final int RECORDS_PER_POLL = 16_384;
    private static final long ROWS_PER_COMMIT = 262_144;

    private Rebuild() {}

    /** Told how far it has come. */
    @FunctionalInterface
    public interface Progress {
        /**
         * So far.
         *
         * @param bytes of the journal that were read, of as many as there are.
         */
        void at(long records, long bytes, long bytesTotal);
    }

    /**
     * What was done.
     *
     * @param sequence up to which the read model is complete.
     */
    public record Done(long sequence, long records, long movements) {}

    /** Drops and fills; ends where the journal ends now. */
    public static Done run(ReadModel model, UUID ledgerId, JournalSource journal, Progress progress)
            throws IOException {
        model.drop();
        return fill(model, ledgerId, journal, progress);
    }

    /** Goes on from where the read model stands to where the journal ends now. */
    public static Done fill(ReadModel model, UUID ledgerId, JournalSource journal, Progress progress)
            throws IOException {
        model.migrate();
        try (Projection projection = Projection.open(model, ledgerId, journal)) {
            long records = 0;
            int read = RECORDS_PER_POLL;
            while (read > 0) {
                read = projection.poll(Long.MAX_VALUE, RECORDS_PER_POLL);
                records += read;
                boolean isDue = projection.waitingRows() >= ROWS_PER_COMMIT || read == 0;
                if (isDue && projection.isCommittable()) {
                    projection.commit(read == 0);
                } else if (read == 0 && projection.statesSequence() < projection.readSequence()) {
                    projection.commit(true);
                }
                progress.at(
                        records,
                        projection.reader().bytesRead(),
                        projection.reader().bytesTotal());
            }
            return new Done(projection.position().sequence(), records, projection.movements());
        } catch (SQLException failed) {
            throw ReadModelException.of(failed, model.config());
        }
    }
}
