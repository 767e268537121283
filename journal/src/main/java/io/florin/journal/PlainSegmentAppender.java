package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * A segment of Florin's own: {@code records.fl}, the header at 0, batches from 4096, the end block behind the last. One
 * positional write for each block.
 */
final class PlainSegmentAppender implements SegmentAppender {
    static final String FILE_NAME = "records.fl";

    /** Where the first batch begins. */
    static final int BATCHES_OFFSET = JournalConfig.PAGE_LENGTH;

    private final SegmentId id;
    private final DiskFile file;
    private final long length;
    private final Path path;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(JournalConfig.BATCH_LENGTH_MAX);

    private long used;

    private PlainSegmentAppender(SegmentId id, DiskFile file, long length, Path path) {
        this.id = id;
        this.file = file;
        this.length = length;
        this.path = path;
    }

    /** Prepares a segment in a directory that is there already. */
    static PlainSegmentAppender prepare(Disk disk, Path directory, SegmentId id, long length) throws IOException {
        Path path = directory.resolve(FILE_NAME);
        DiskFile file = disk.create(path);
        try {
            file.reserve(length);
            Zeros.write(file, 0, length);
            file.force(true);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
        return new PlainSegmentAppender(id, file, length, path);
    }

    @Override
    public SegmentId id() {
        return id;
    }

    @Override
    public long used() {
        return used;
    }

    @Override
    public long usedBehind(int blockLength) {
        return used + blockLength;
    }

    @Override
    public long room() {
        return length - Math.max(used, BATCHES_OFFSET);
    }

    @Override
    public void append(DirectBuffer block, int offset, int blockLength) throws IOException {
        scratch.clear().limit(blockLength);
        block.getBytes(offset, scratch, 0, blockLength);
        int written = file.write(scratch, used);
        if (written != blockLength) throw new IOException("short write of " + written + " bytes: file=" + path);
        used = used == 0 ? BATCHES_OFFSET : used + blockLength;
    }

    @Override
    public void force() throws IOException {
        file.force(false);
    }

    @Override
    public void finish() throws IOException {
        try (file) {
            file.truncate(used);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
