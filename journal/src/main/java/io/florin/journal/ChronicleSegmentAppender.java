package io.florin.journal;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A segment in a file of Chronicle Queue, used as an append-only mapped file and nothing else: its clock stands still,
 * so that it never rolls; its {@code sync} is never called; its indexes are never read. What makes a block durable is a
 * force of our own on the same file.
 *
 * <p>Header, batches and end block are one excerpt each, behind a first excerpt of 8 bytes that makes the file.
 */
final class ChronicleSegmentAppender implements SegmentAppender {
    static final String FILE_SUFFIX = ".cq4";

    /** The first excerpt: "FLORINCQ". */
    static final long MARK = 0x5143_4E49_524F_4C46L;

    /** Chronicle's own header before each excerpt. */
    static final int EXCERPT_HEADER_LENGTH = Integer.BYTES;

    /** Behind Chronicle's own three structures and the first excerpt; pinned by a test. */
    static final long HEADER_OFFSET = 524_576;

    /** A mapped chunk; a quarter of it is mapped beyond its end, so a whole batch lies in one. */
    private static final long BLOCK_SIZE = 16L << 20;

    /** Behind so many excerpts Chronicle would put another index into the middle of the file. */
    private static final int EXCERPTS_MAX = 3_000_000;

    static {
        System.setProperty("queue.force.unlock.mode", "never");
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
    }

    private final SegmentId id;
    private final ChronicleQueue queue;
    private final ExcerptAppender excerpts;
    private final DiskFile file;
    private final long length;
    private final UnsafeBuffer mapped = new UnsafeBuffer(0, 0);

    private long used;
    private int excerptCount;

    private ChronicleSegmentAppender(SegmentId id, ChronicleQueue queue, Prepared prepared) {
        this.id = id;
        this.queue = queue;
        this.excerpts = prepared.excerpts;
        this.file = prepared.file;
        this.length = prepared.length;
        this.used = prepared.used;
    }

    private record Prepared(ExcerptAppender excerpts, DiskFile file, long length, long used) {}

    /** Prepares a segment in a directory that is there already. */
    static ChronicleSegmentAppender prepare(Disk disk, Path directory, SegmentId id, long length) throws IOException {
        ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(LargeRollCycles.LARGE_DAILY)
                .timeProvider(() -> 0)
                .syncMode(SyncMode.NONE)
                .blockSize(BLOCK_SIZE)
                .build();
        try {
            ExcerptAppender excerpts = queue.createAppender();
            excerpts.singleThreadedCheckDisabled(true); // made by the preparer, used by the journal stage
            long markEnd = writeMark(excerpts);
            if (markEnd + EXCERPT_HEADER_LENGTH != HEADER_OFFSET) {
                throw new IOException("Chronicle lays its file out in another way: offset=" + markEnd);
            }
            DiskFile file = disk.open(fileIn(disk, directory));
            try {
                file.reserve(length);
                rewrite(file, (int) markEnd);
                Zeros.write(file, markEnd, length);
                file.force(true);
            } catch (IOException | RuntimeException | Error e) {
                file.close();
                throw e;
            }
            return new ChronicleSegmentAppender(id, queue, new Prepared(excerpts, file, length, markEnd));
        } catch (IOException | RuntimeException | Error e) {
            queue.close();
            throw e;
        }
    }

    /** Returns where the excerpt ends in the file. */
    private static long writeMark(ExcerptAppender excerpts) {
        try (DocumentContext excerpt = excerpts.writingDocument()) {
            Bytes<?> bytes = Objects.requireNonNull(excerpt.wire(), "an excerpt has a wire")
                    .bytes();
            bytes.writeLong(MARK);
            return bytes.writePosition();
        }
    }

    /** Chronicle's structures are full of holes; written once, they take no new space later. Nothing changes. */
    private static void rewrite(DiskFile file, int to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(to);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, bytes.position()) < 0) throw new IOException("the file is shorter than its mark");
        }
        bytes.flip();
        if (file.write(bytes, 0) != to) throw new IOException("short write of Chronicle's own structures");
    }

    /** The one file that holds the excerpts. */
    static Path fileIn(Disk disk, Path directory) throws IOException {
        List<String> names = disk.list(directory).stream()
                .filter(name -> name.endsWith(FILE_SUFFIX))
                .toList();
        if (names.size() != 1) throw new IOException("one file " + FILE_SUFFIX + " expected, found " + names);
        return directory.resolve(names.getFirst());
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
        return used + EXCERPT_HEADER_LENGTH + blockLength;
    }

    @Override
    public long room() {
        return excerptCount < EXCERPTS_MAX ? length - used : Blocks.END_BLOCK_LENGTH;
    }

    @Override
    public void append(DirectBuffer block, int offset, int blockLength) throws IOException {
        DocumentContext excerpt = excerpts.writingDocument();
        try {
            copy(excerpt, block, offset, blockLength);
        } catch (Throwable e) {
            excerpt.rollbackOnClose();
            throw e;
        } finally {
            excerpt.close();
        }
        excerptCount++;
    }

    /** The whole block, its last word behind everything else. */
    private void copy(DocumentContext excerpt, DirectBuffer block, int offset, int blockLength) throws IOException {
        Bytes<?> bytes =
                Objects.requireNonNull(excerpt.wire(), "an excerpt has a wire").bytes();
        long at = bytes.writePosition();
        if (at != used + EXCERPT_HEADER_LENGTH) {
            throw new IOException("Chronicle put an excerpt to an unexpected place: offset=" + at + " used=" + used);
        }
        bytes.writeSkip(blockLength);
        int endMarkAt = blockLength - Long.BYTES;
        mapped.wrap(bytes.addressForWrite(at), blockLength);
        mapped.putBytes(0, block, offset, endMarkAt);
        VarHandle.releaseFence();
        mapped.putLong(endMarkAt, block.getLong(offset + endMarkAt));
        used = at + blockLength;
    }

    @Override
    public void force() throws IOException {
        file.force(false);
    }

    @Override
    public void finish() throws IOException {
        queue.close();
        try (file) {
            file.truncate(used);
        }
    }

    @Override
    public void close() throws IOException {
        queue.close();
        file.close();
    }
}
