package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A segment of Florin's own: {@code records.fl}, the header at 0, batches from 4096, the end block behind the last.
 *
 * <p>One positional write for each block, of whole pages: the page in which the last block ended is kept and written
 * again, with the same bytes, before the new one. So the file can be written past the operating system's cache, which
 * has nothing to give here: nobody reads soon what is written once, and filling a cache with zeros was a fifth of what
 * the whole road cost.
 */
final class PlainSegmentAppender implements SegmentAppender {
    static final String FILE_NAME = "records.fl";

    /** Where the first batch begins. */
    static final int BATCHES_OFFSET = JournalConfig.PAGE_LENGTH;

    private static final int PAGE_LENGTH = JournalConfig.PAGE_LENGTH;

    private final SegmentId id;
    private final DiskFile file;
    private final long fileLength;
    private final Path path;

    /** Begins with what the last page of the file holds already. */
    private final ByteBuffer pages = ByteBuffer.allocateDirect(JournalConfig.BATCH_LENGTH_MAX + 3 * PAGE_LENGTH)
            .alignedSlice(PAGE_LENGTH);

    private final UnsafeBuffer bytes = new UnsafeBuffer(pages);

    private long used;

    private PlainSegmentAppender(SegmentId id, DiskFile file, long fileLength, Path path) {
        this.id = id;
        this.file = file;
        this.fileLength = fileLength;
        this.path = path;
    }

    /** Prepares a segment in a directory that is there already. */
    static PlainSegmentAppender prepare(Disk disk, Path directory, SegmentId id, long length) throws IOException {
        Path path = directory.resolve(FILE_NAME);
        disk.create(path).close();
        DiskFile file = disk.openDirect(path);
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
        return fileLength - Math.max(used, BATCHES_OFFSET);
    }

    @Override
    public void append(DirectBuffer block, int offset, int blockLength) throws IOException {
        int begin = (int) (used % PAGE_LENGTH);
        int end = begin + blockLength;
        int length = BitUtil.align(end, PAGE_LENGTH);
        bytes.putBytes(begin, block, offset, blockLength);
        bytes.setMemory(end, length - end, (byte) 0);
        int written = file.write(pages.clear().limit(length), used - begin);
        if (written != length) throw new IOException("short write of " + written + " bytes: file=" + path);
        used = used == 0 ? BATCHES_OFFSET : used + blockLength;
        keepLastPage(length - PAGE_LENGTH);
    }

    private void keepLastPage(int from) {
        if (from > 0 && used % PAGE_LENGTH != 0) bytes.putBytes(0, bytes, from, PAGE_LENGTH);
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
