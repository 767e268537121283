package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stretch of a segment in memory, for reading forward in large pieces. What lies beyond the file's end reads as
 * zeros, which is what space looks like that was never written. One thread; all memory at construction.
 */
final class Window {
    private static final int LENGTH = 4 << 20;
    private static final int READ_LENGTH = 256 << 10;

    private final byte[] bytes = new byte[LENGTH];
    private final ByteBuffer target = ByteBuffer.wrap(bytes);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    private long from;
    private int length;

    /** Forgets what was read, so that it is read again. */
    void clear() {
        length = 0;
    }

    /**
     * Brings bytes of the file into memory.
     *
     * @param blockLength at most a batch and what its kind puts before it.
     * @return where in {@link #buffer} they begin.
     */
    int at(SegmentFile file, long position, int blockLength) throws IOException {
        if (position < from || position > from + length) {
            from = position;
            length = 0;
        }
        int at = (int) (position - from);
        if (at + blockLength <= length) return at;

        if (at + blockLength > LENGTH - READ_LENGTH) at = slide(at);
        while (at + blockLength > length) more(file);
        return at;
    }

    private int slide(int at) {
        System.arraycopy(bytes, at, bytes, 0, length - at);
        from += at;
        length -= at;
        return 0;
    }

    private void more(SegmentFile file) throws IOException {
        int wanted = Math.min(READ_LENGTH, LENGTH - length);
        target.limit(length + wanted).position(length);
        int read = file.read(target, from + length);
        for (int i = length + read; i < length + wanted; i++) bytes[i] = 0;
        length += wanted;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    byte[] bytes() {
        return bytes;
    }
}
