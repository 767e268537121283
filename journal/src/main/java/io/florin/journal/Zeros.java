package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Overwrites reserved space, so that writing there later changes nothing but the data (JOURNAL.md, section 1.3). */
final class Zeros {
    /** Forced at a time, so that a force of the road never waits behind more than this. */
    private static final int FORCED_LENGTH = 256 << 10;

    private static final int READ_LENGTH = 64 << 10;

    private Zeros() {}

    /** Writes zeros from one position to another, forced piece by piece. */
    static void write(DiskFile file, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(FORCED_LENGTH + JournalConfig.PAGE_LENGTH)
                .alignedSlice(JournalConfig.PAGE_LENGTH);
        for (long position = from; position < to; position += zeros.limit()) {
            zeros.clear().limit((int) Math.min(FORCED_LENGTH, to - position));
            if (file.write(zeros, position) != zeros.limit()) throw new IOException("short write of zeros");
            file.force(false);
        }
    }

    /** Behind the last byte that is not zero; the given place itself if there is none. */
    static long end(DiskFile file, long from) throws IOException {
        var bytes = new byte[READ_LENGTH];
        var zeros = new byte[READ_LENGTH];
        long end = from;
        long position = from;
        while (true) {
            int read = file.read(ByteBuffer.wrap(bytes), position);
            if (read <= 0) return end;
            if (!Arrays.equals(bytes, 0, read, zeros, 0, read)) {
                int last = read - 1;
                while (bytes[last] == 0) last--;
                end = position + last + 1;
            }
            position += read;
        }
    }
}
