package io.florin.gateway;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Netty's leak detector, made by Netty itself because the build names it in {@code
 * io.netty.customResourceLeakDetector}: instead of a line in a log, what leaked is kept for the test to see.
 *
 * @param <T> what is watched: buffers, mostly.
 */
public final class LeakWatch<T> extends ResourceLeakDetector<T> {
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();
    private static final int ROUNDS = 3;
    private static final long TIMEOUT_MS = 10_000;

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

    /** What leaked since the process began, after garbage collections have brought it to light. */
    public static List<String> leaks() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            var collected = new ReferenceQueue<>();
            var sign = new WeakReference<>(new Object(), collected);
            System.gc();
            // The collector hands over what is lost on a thread of its own: a sign of ours comes the same way.
            boolean isCollected = collected.remove(TIMEOUT_MS) != null && sign.get() == null;
            if (!isCollected) throw new AssertionError("nothing was collected");
            // A detector looks for what is lost whenever the next buffer is made.
            for (int i = 0; i < 64; i++) {
                ByteBufAllocator.DEFAULT.directBuffer(8).release();
            }
        }
        return List.copyOf(LEAKS);
    }

    /** Forgets what was lost on purpose: leaks whose records hold this hint. */
    public static void forget(String hint) {
        LEAKS.removeIf(leak -> leak.contains(hint));
    }
}
