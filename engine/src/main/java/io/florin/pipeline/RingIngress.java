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

    /** Where the journal is just behind, sockets are left unread while there is less room than this many take. */
    private static final int EVENTS_AHEAD = 4 * PipelineConfig.EVENTS_MAX;

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
        return room.hasRoom(commandLength(used + events)) ? claim(events) : noRoom();
    }

    @Override
    public long tryClaimRead(int events) {
        return claim(events);
    }

    @Override
    public long tryClaimInternal() {
        return room.hasRoom(PULSE_LENGTH_MAX) ? claim(1) : noRoom();
    }

    /** A journal that is only behind with its space is busy: the same request fits in a moment. */
    private long noRoom() {
        return room.isGrowing() ? BUSY : JOURNAL_FULL;
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

    @Override
    public boolean isShortOfRoom() {
        return !room.hasRoom(commandLength(EVENTS_AHEAD)) && room.isGrowing();
    }

    /** Whether the journal has, or is getting, room for a request of any size, were it the only one. */
    boolean admitsCommands() {
        return room.hasRoom(commandLength(PipelineConfig.EVENTS_MAX)) || room.isGrowing();
    }

    /** Whether the journal has, or is getting, room for one more pulse. */
    boolean admitsPulses() {
        return room.hasRoom(PULSE_LENGTH_MAX) || room.isGrowing();
    }

    /** From now on nothing is admitted. */
    void close() {
        isOpen = false;
    }
}
