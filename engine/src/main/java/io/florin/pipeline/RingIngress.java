package io.florin.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import io.florin.protocol.codec.Reason;

/** The way into a Disruptor ring with several producers. */
final class RingIngress implements Ingress {
    private static final long BUSY = -Reason.BUSY.value();
    private static final long DRAINING = -Reason.DRAINING.value();

    private final RingBuffer<Slot> ring;
    private final WaitStrategy waiters;
    private volatile boolean isOpen = true;

    /** The ring itself wakes nobody; {@code waiters} are those who wait for it. */
    RingIngress(RingBuffer<Slot> ring, WaitStrategy waiters) {
        this.ring = ring;
        this.waiters = waiters;
    }

    @Override
    public long tryClaim(int events) {
        if (!isOpen) return DRAINING;
        try {
            return ring.tryNext(events) - events + 1;
        } catch (InsufficientCapacityException full) { // one instance for all, without a stack trace
            return BUSY;
        }
    }

    @Override
    public Slot at(long ringSequence) {
        return ring.get(ringSequence);
    }

    @Override
    public void publish(long firstRingSequence, int events) {
        publishQuietly(firstRingSequence, events);
        wake();
    }

    @Override
    public void publishQuietly(long firstRingSequence, int events) {
        ring.publish(firstRingSequence, firstRingSequence + events - 1);
    }

    @Override
    public void wake() {
        waiters.signalAllWhenBlocking();
    }

    @Override
    public long remaining() {
        return ring.remainingCapacity();
    }

    /** From now on nothing is admitted. */
    void close() {
        isOpen = false;
    }
}
