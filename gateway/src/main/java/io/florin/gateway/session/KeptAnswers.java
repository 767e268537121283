package io.florin.gateway.session;

import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last answers of a session, so that they can be sent again: frames behind each other in a ring of bytes, numbered
 * without gaps. Whatever is too much pushes the oldest out.
 *
 * <p>Takes no memory until the first answer, and then as much as is needed, doubled each time, out of what all sessions
 * may take together. One event loop; one copy a batch of answers, no allocation once the ring has its size.
 */
final class KeptAnswers {
    private static final int LENGTH_FIRST = 4_096;
    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final SessionLimits limits;
    private final KeptMemory memory;
    private UnsafeBuffer ring = NOTHING;
    private long from; // positions of bytes; index is position modulo length
    private long to;
    private int frames;
    private long nextNumber = 1;

    KeptAnswers(SessionLimits limits, KeptMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Of the answer that is added next. */
    long nextNumber() {
        return nextNumber;
    }

    /** Of the first answer that is kept; the next number if none is. */
    long oldestNumber() {
        return nextNumber - frames;
    }

    /** Keeps a copy of the frames in the buffer, whose indexes stay as they are. */
    void add(ByteBuf answers) {
        int first = answers.readerIndex();
        int end = answers.writerIndex();
        int added = 0;
        for (int at = first; at < end; at += answers.getIntLE(at)) added++;
        nextNumber += added;
        makeRoom(end - first);
        while (added > limits.keptAnswers() || end - first > ring.capacity()) { // its own beginning is too much
            first += answers.getIntLE(first);
            added--;
        }
        while (frames > 0 && (frames + added > limits.keptAnswers() || to - from + end - first > ring.capacity())) {
            dropOldest();
        }
        append(answers, first, end - first);
        frames += added;
    }

    private void makeRoom(int length) {
        long wanted = Math.min(to - from + length, limits.keptBytes());
        int capacity = Math.max(LENGTH_FIRST, ring.capacity());
        while (capacity < wanted) capacity *= 2;
        if (capacity == ring.capacity() || !memory.tryTake(capacity - ring.capacity())) return;
        byte[] larger = new byte[capacity];
        int used = (int) (to - from);
        int index = index(from);
        int behind = Math.min(used, ring.capacity() - index);
        if (used > 0) {
            ring.getBytes(index, larger, 0, behind);
            ring.getBytes(0, larger, behind, used - behind);
        }
        ring = new UnsafeBuffer(larger);
        from = 0;
        to = used;
    }

    private void dropOldest() {
        from += ring.getInt(index(from), ByteOrder.LITTLE_ENDIAN); // 8-aligned, hence never cut
        frames--;
    }

    private void append(ByteBuf answers, int first, int length) {
        if (length == 0) return;
        int index = index(to);
        int behind = Math.min(length, ring.capacity() - index);
        answers.getBytes(first, ring.byteArray(), index, behind);
        answers.getBytes(first + behind, ring.byteArray(), 0, length - behind);
        to += length;
    }

    private int index(long position) {
        return (int) (position & (ring.capacity() - 1));
    }

    /** Appends answers that are kept to the buffer; {@code first} is not below the oldest. */
    void copy(long first, int count, ByteBuf out) {
        long position = from;
        for (long number = oldestNumber(); number < first; number++) position += length(position);
        long end = position;
        for (int i = 0; i < count; i++) end += length(end);
        int length = (int) (end - position);
        int index = index(position);
        int behind = Math.min(length, ring.capacity() - index);
        out.writeBytes(ring.byteArray(), index, behind);
        out.writeBytes(ring.byteArray(), 0, length - behind);
    }

    private int length(long position) {
        return ring.getInt(index(position), ByteOrder.LITTLE_ENDIAN);
    }

    /** Forgets all of them. */
    void close() {
        memory.giveBack(ring.capacity());
        ring = NOTHING;
        from = 0;
        to = 0;
        frames = 0;
    }
}
