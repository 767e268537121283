package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.florin.journal.JournalConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The road allocates nothing once it is under way, counted by the JVM for this thread. Compiled code that is thrown
 * away may leave a few bytes, once; a single small object for one of a thousand operations would be seen.
 */
final class NothingIsAllocatedTest {
    private static final int WARM_UP = 50_000;
    private static final int DECIDED = 1_000_000;
    private static final int COMMITS = 200;
    /** A file that grows maps its next piece now and then; an object for each commit would be in every round. */
    private static final int ROUNDS = 10;

    private static final int TRANSFERS_PER_COMMIT = 64;
    private static final long BYTES_MAX = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    @Test
    void byDecidingATransfer() {
        var ledger = new BenchLedger(10_000);
        var transfers = new TransferSource(Distribution.UNIFORM, 10_000, 7);
        decide(ledger, transfers, WARM_UP);
        assertEquals(0, asking(), "by asking for what was allocated");

        long before = threads.getCurrentThreadAllocatedBytes();
        long refused = decide(ledger, transfers, DECIDED);
        long after = threads.getCurrentThreadAllocatedBytes();

        assertEquals(0, refused);
        assertTrue(after - before < BYTES_MAX, () -> "bytes for 1,000,000 transfers: " + (after - before));
    }

    private long asking() {
        long before = threads.getCurrentThreadAllocatedBytes();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static long decide(BenchLedger ledger, TransferSource transfers, int count) {
        long refused = 0;
        for (int i = 0; i < count; i++) {
            if ((i & 1_023) == 0) ledger.time();
            if (ledger.transfer(transfers) != 0) refused++;
        }
        return refused;
    }

    @Test
    void bySealingAppendingAndForcing() throws Exception {
        var transfers = new TransferSource(Distribution.UNIFORM, 10_000, 7);
        try (var journal =
                BenchJournal.start(directory.resolve("data"), JournalConfig.of(true), TRANSFERS_PER_COMMIT)) {
            long fewest = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                commit(journal, transfers);
                fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
            }
            long bytes = fewest;
            assertTrue(bytes < BYTES_MAX, () -> "bytes for 200 commits, at the best of 10 times: " + bytes);
        }
    }

    private static void commit(BenchJournal journal, TransferSource transfers) throws Exception {
        for (int i = 0; i < COMMITS; i++) {
            journal.fill(transfers);
            journal.commit();
        }
    }
}
