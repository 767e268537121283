package io.florin.bench.limit;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/** One writer, one reader, slots of 128 bytes in one piece of memory; the reader parks when there is nothing. */
final class BareRing {
    static final int SLOT_LENGTH = 128;
    private static final int SLOTS = 1 << 16;
    private static final int MASK = SLOTS - 1;
    private static final long FULL_LOOK_NS = 10_000;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(SLOTS * SLOT_LENGTH);
    private final UnsafeBuffer bytes = new UnsafeBuffer(memory);
    private final BareConnection[] from = new BareConnection[SLOTS];
    private volatile long published;
    private volatile long freed;
    private volatile boolean isParked;
    private Thread consumer = Thread.currentThread();

    /** Whom to wake; before the first publish. */
    void consumer(Thread thread) {
        consumer = thread;
    }

    UnsafeBuffer bytes() {
        return bytes;
    }

    int offset(long sequence) {
        return ((int) sequence & MASK) * SLOT_LENGTH;
    }

    void from(long sequence, BareConnection connection) {
        from[(int) sequence & MASK] = connection;
    }

    BareConnection from(long sequence) {
        return from[(int) sequence & MASK];
    }

    /** Slots below this sequence are filled. */
    long published() {
        return published;
    }

    void awaitRoom(long sequence) {
        while (sequence - freed >= SLOTS) LockSupport.parkNanos(FULL_LOOK_NS);
    }

    void publish(long sequence) {
        if (sequence == published) return;
        published = sequence;
        if (isParked) LockSupport.unpark(consumer);
    }

    /** Waits for slots from the sequence on; the sequence behind the last one. */
    long await(long sequence) {
        long last = published;
        while (last == sequence) {
            isParked = true;
            if (published == sequence) LockSupport.park(this);
            isParked = false;
            last = published;
        }
        return last;
    }

    void free(long sequence) {
        freed = sequence;
    }

    /** The slots from a sequence on, as far as they lie in one piece. */
    ByteBuffer piece(long sequence, long end) {
        int first = (int) sequence & MASK;
        int count = (int) Math.min(end - sequence, SLOTS - first);
        return memory.limit((first + count) * SLOT_LENGTH).position(first * SLOT_LENGTH);
    }
}
