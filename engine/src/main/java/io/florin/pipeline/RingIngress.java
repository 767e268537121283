package io.florin.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import io.florin.protocol.codec.Reason;

/**
 * The way into a Disruptor ring with several producers. A command is admitted only if the journal has room for it and
 * for all that is in the ring already, each in a batch of its own; space for Florin's own commands is kept behind that.
 */
final class RingIngress implements Ingress {
    private static final long BUSY = -Reason.BUSY.value();
    private static final long DRAINING = -Reason.DRAINING.value();
    private static final long JOURNAL_FULL = -Reason.JOURNAL_FULL.value();

    /** At most what one event adds to the journal: its record alone in a batch, with what a file puts before it. */
    private static final int EVENT_LENGTH_MAX = 384;

    /** Kept for Florin's own commands where clients are refused: pulses of some hours. */
    private static final int INTERNAL_LENGTH = 4 << 20;

    /** A pulse that expires as much as one may, and what is beside it in its batch. */
    private static final int PULSE_LENGTH_MAX = 256 << 10;

    /** Threads that may claim at the same time without looking at each other. */
    private static final int PRODUCERS_MAX = 8;

    private final RingBuffer<Slot> ring;
    private final WaitStrategy waiters;
    private final JournalRoom room;
    private final int fullRingLength;
    private volatile boolean isOpen = true;

    /** The ring itself wakes nobody; {@code waiters} are those who wait for it. */
    RingIngress(RingBuffer<Slot> ring, WaitStrategy waiters, JournalRoom room) {
        this.ring = ring;
        this.waiters = waiters;
        this.room = room;
        this.fullRingLength = commandLength(ring.getBufferSize() + PRODUCERS_MAX * PipelineConfig.EVENTS_MAX);
    }

    /** What the journal must have room for, so that so many events can be admitted. */
    private static int commandLength(long events) {
        return (int) Math.min(Integer.MAX_VALUE, INTERNAL_LENGTH + events * EVENT_LENGTH_MAX);
    }

    @Override
    public long tryClaim(int events) {
        if (!isOpen) return DRAINING;
        if (!room.hasRoom(fullRingLength)) return tryClaimScarce(events);
        return claim(events);
    }

    /** One at a time, so that two requests do not both count on the same room. */
    private synchronized long tryClaimScarce(int events) {
        long used = ring.getBufferSize() - ring.remainingCapacity();
        return room.hasRoom(commandLength(used + events)) ? claim(events) : JOURNAL_FULL;
    }

    @Override
    public long tryClaimRead(int events) {
        return claim(events);
    }

    @Override
    public long tryClaimInternal() {
        return room.hasRoom(PULSE_LENGTH_MAX) ? claim(1) : JOURNAL_FULL;
    }

    private long claim(int events) {
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

    /** Whether the journal has room for a request of any size, were it the only one. */
    boolean admitsCommands() {
        return room.hasRoom(commandLength(PipelineConfig.EVENTS_MAX));
    }

    /** Whether the journal has room for one more pulse. */
    boolean admitsPulses() {
        return room.hasRoom(PULSE_LENGTH_MAX);
    }

    /** From now on nothing is admitted. */
    void close() {
        isOpen = false;
    }
}
