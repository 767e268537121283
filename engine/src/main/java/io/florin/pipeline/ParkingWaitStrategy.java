package io.florin.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits without burning a core: looks a few times, then parks until somebody publishes. For machines where threads
 * share cores; Disruptor's own blocking strategy spins while it waits for another stage, and a force lasts too long
 * for that.
 *
 * <p>A waiter announces itself, looks once more and only then parks; a publisher makes its sequence visible, and then
 * looks for waiters, with a full fence in between on both sides. So no wake-up is missed; the bound on parking is
 * only a second rope.
 */
final class ParkingWaitStrategy implements WaitStrategy {
    private static final int LOOKS = 30;
    private static final long PARK_NS_MAX = TimeUnit.MILLISECONDS.toNanos(10);
    private static final VarHandle PARKED = parkedHandle();

    private final AtomicReferenceArray<@Nullable Thread> waiters = new AtomicReferenceArray<>(Integer.SIZE);
    private final long parkNsMax;

    /** Bit i: the waiter i is parked, or about to. */
    @SuppressWarnings("unused") // through PARKED
    private volatile int parked;

    ParkingWaitStrategy() {
        this(PARK_NS_MAX);
    }

    /** With a second rope of another length. */
    ParkingWaitStrategy(long parkNsMax) {
        this.parkNsMax = parkNsMax;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException {
        long available = dependent.get();
        for (int look = 0; look < LOOKS && available < sequence; look++) {
            barrier.checkAlert();
            Thread.onSpinWait();
            available = dependent.get();
        }
        return available >= sequence ? available : park(sequence, dependent, barrier);
    }

    private long park(long sequence, Sequence dependent, SequenceBarrier barrier) throws AlertException {
        int bit = 1 << waiterIndex();
        while (true) {
            PARKED.getAndBitwiseOr(this, bit);
            long available = dependent.get();
            if (available >= sequence) {
                PARKED.getAndBitwiseAnd(this, ~bit);
                return available;
            }
            barrier.checkAlert();
            LockSupport.parkNanos(this, parkNsMax);
        }
    }

    /** Wakes whoever is parked. Costs a fence and a read when nobody is. */
    @Override
    public void signalAllWhenBlocking() {
        VarHandle.fullFence();
        if ((int) PARKED.getOpaque(this) == 0) return;

        for (int bits = (int) PARKED.getAndSet(this, 0); bits != 0; bits &= bits - 1) {
            LockSupport.unpark(waiters.get(Integer.numberOfTrailingZeros(bits)));
        }
    }

    /** The few threads of a pipeline find their place by looking; each takes one for life. */
    private int waiterIndex() {
        Thread current = Thread.currentThread();
        for (int i = 0; i < Integer.SIZE; i++) {
            Thread waiter = waiters.get(i);
            if (current.equals(waiter) || (waiter == null && waiters.compareAndSet(i, null, current))) return i;
        }
        throw new IllegalStateException("more threads wait on one ring than it has stages");
    }

    private static VarHandle parkedHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(ParkingWaitStrategy.class, "parked", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
