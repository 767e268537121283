package io.florin.bench.micro;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.florin.bench.micro.EveryCommand.Kind;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No command of the ledger allocates once warm, counted by the JVM for this thread. Compiled code that is thrown away
 * may leave a few bytes, once; a single small object for one of a thousand commands would be seen.
 */
final class EveryCommandTest {
    private static final int WARM_UP = 30_000;
    private static final int DECIDED = 100_000;
    /** A pulse hashes thousands of rows. */
    private static final int PULSES = 10_000;

    private static final int BYTES_PER_THOUSAND_MAX = 16;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EveryCommand commands = new EveryCommand();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void allocatesNothing(Kind kind) {
        boolean isPulse = kind == Kind.HOLD_AND_EXPIRY_BY_PULSE;
        int count = isPulse ? PULSES : DECIDED;
        decide(kind, isPulse ? PULSES : WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        decide(kind, count);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes * 1_000 <= (long) BYTES_PER_THOUSAND_MAX * count, () -> "bytes for " + count + ": " + bytes);
    }

    private void decide(Kind kind, int count) {
        for (int i = 0; i < count; i++) commands.decide(kind);
    }
}
