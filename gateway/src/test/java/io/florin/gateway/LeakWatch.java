package io.florin.gateway;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Netty's leak detector, made by Netty itself because the build names it in {@code
 * io.netty.customResourceLeakDetector}: instead of a line in a log, what leaked is kept for the test to see.
 *
 * @param <T> what is watched: buffers, mostly.
 */
public final class LeakWatch<T> extends ResourceLeakDetector<T> {
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    /** As Netty calls it. */
    public LeakWatch(Class<?> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
    }

    /** As Netty calls it too; the last parameter has had no meaning for long. */
    public LeakWatch(Class<?> resourceType, int samplingInterval, long maxActive) {
        this(resourceType, samplingInterval);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        LEAKS.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        LEAKS.add(resourceType);
    }

    /** What leaked since the process began, after a garbage collection has brought it to light. */
    public static List<String> leaks() {
        var sign = new WeakReference<>(new Object());
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (sign.get() != null && System.nanoTime() < deadlineNs) System.gc();
        System.gc();
        // A detector looks for what is lost whenever the next buffer is made.
        for (int i = 0; i < 64; i++) {
            UnpooledByteBufAllocator.DEFAULT.directBuffer(8).release();
        }
        return List.copyOf(LEAKS);
    }

    /** Forgets what was lost on purpose: leaks whose records hold this hint. */
    public static void forget(String hint) {
        LEAKS.removeIf(leak -> leak.contains(hint));
    }
}
