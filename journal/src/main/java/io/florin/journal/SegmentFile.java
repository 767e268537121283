package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of one segment, open for reading, whatever its kind. A directory without a file reads as one that is empty:
 * a crash may leave it so.
 */
final class SegmentFile implements AutoCloseable {
    private final SegmentId id;
    private final JournalKind kind;
    private final @Nullable DiskFile file;
    private final long length;
    private final @Nullable SegmentHeader header;

    private SegmentFile(SegmentId id, JournalKind kind, @Nullable DiskFile file) throws IOException {
        this.id = id;
        this.kind = kind;
        this.file = file;
        this.length = file == null ? 0 : file.length();
        this.header = readHeader();
    }

    /** Of this file, which is closed with it. */
    static SegmentFile of(SegmentId id, JournalKind kind, DiskFile file) throws IOException {
        return new SegmentFile(id, kind, file);
    }

    static SegmentFile open(Disk disk, Path journal, SegmentId id) throws IOException {
        Path directory = journal.resolve(id.name());
        List<String> names = disk.list(directory);
        if (names.contains(PlainSegmentAppender.FILE_NAME)) {
            return open(disk, directory.resolve(PlainSegmentAppender.FILE_NAME), id, JournalKind.PLAIN);
        }
        if (names.stream().anyMatch(name -> name.endsWith(ChronicleSegmentAppender.FILE_SUFFIX))) {
            Path path = ChronicleSegmentAppender.fileIn(disk, directory);
            return open(disk, path, id, JournalKind.CHRONICLE);
        }
        return new SegmentFile(id, JournalKind.PLAIN, null);
    }

    private static SegmentFile open(Disk disk, Path path, SegmentId id, JournalKind kind) throws IOException {
        DiskFile file = disk.openToRead(path);
        try {
            return new SegmentFile(id, kind, file);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** The layout that a whole header names, also one that this build does not know; 0 if there is none. */
    int layout() throws IOException {
        var bytes = new byte[Blocks.SEGMENT_HEADER_LENGTH];
        return read(ByteBuffer.wrap(bytes), headerOffset()) < bytes.length ? 0 : SegmentHeader.layoutOf(bytes);
    }

    private @Nullable SegmentHeader readHeader() throws IOException {
        var bytes = new byte[Blocks.SEGMENT_HEADER_LENGTH];
        return read(ByteBuffer.wrap(bytes), headerOffset()) < bytes.length ? null : SegmentHeader.parse(bytes, 0);
    }

    private long headerOffset() {
        return kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.HEADER_OFFSET;
    }

    /** Where the first block behind the header may begin: with what its kind puts before it. */
    long firstOffset() {
        return kind == JournalKind.PLAIN
                ? PlainSegmentAppender.BATCHES_OFFSET
                : ChronicleSegmentAppender.HEADER_OFFSET + Blocks.SEGMENT_HEADER_LENGTH;
    }

    /** Bytes that this kind puts before every block. */
    int gap() {
        return kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.EXCERPT_HEADER_LENGTH;
    }

    /** Null if none was written, or not whole, or by a newer version. */
    @Nullable
    SegmentHeader header() {
        return header;
    }

    /** Whether nothing was ever written where header and batches go. */
    boolean isBlank() throws IOException {
        return writtenEnd(headerOffset()) == headerOffset();
    }

    /** Whether nothing was ever written where batches go. */
    boolean hasNoBatches() throws IOException {
        return writtenEnd(firstOffset()) == firstOffset();
    }

    /** Behind the last byte that is not zero; the given place itself if there is none. */
    long writtenEnd(long from) throws IOException {
        return file == null ? from : Zeros.end(file, from);
    }

    SegmentId id() {
        return id;
    }

    /** When it was opened; what is being written may have been prepared longer since. */
    long length() {
        return length;
    }

    /** Fills the buffer as far as the file goes, and returns how many bytes that were. */
    int read(ByteBuffer bytes, long position) throws IOException {
        if (file == null) return 0;
        int total = 0;
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, position + total);
            if (read <= 0) break;
            total += read;
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        if (file != null) file.close();
    }
}
