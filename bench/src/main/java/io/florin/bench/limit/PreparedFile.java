package io.florin.bench.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose blocks are allocated and have been written before, so that a force has only data to bring to the disk.
 * Written round and round; deleted at the end.
 */
final class PreparedFile implements AutoCloseable {
    private static final int CHUNK = 1024 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final long length;
    private long position;

    private PreparedFile(Path path, FileChannel channel, long length) {
        this.path = path;
        this.channel = channel;
        this.length = length;
    }

    static PreparedFile make(Path directory, long length) throws IOException {
        Path path = Files.createTempFile(directory, "prepared-", ".limit");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
        for (long at = 0; at < length; at += CHUNK) {
            zeros.clear();
            channel.write(zeros, at);
        }
        channel.force(true);
        return new PreparedFile(path, channel, length);
    }

    /** Writes all that remains of the bytes behind what was written last. */
    void write(ByteBuffer bytes) throws IOException {
        if (position + bytes.remaining() > length) position = 0;
        while (bytes.hasRemaining()) position += channel.write(bytes, position);
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
