package io.florin.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one life: names them, prepares them, and removes what an earlier life prepared and never used.
 *
 * <p>The first ones are short, so that a start does not wait for a long one to be zeroed. One thread at a time.
 */
final class Segments {
    /** What else a segment takes: directory, Chronicle's other file, the file system's own. */
    private static final long SPACE_BESIDE = 1 << 20;

    private final Disk disk;
    private final Path journal;
    private final int life;
    private final JournalConfig config;

    private int nextOrdinal;

    Segments(DataDirectory directory, JournalConfig config) {
        if (!directory.hasBegun()) throw new IllegalStateException("segments belong to a life");
        this.disk = directory.disk();
        this.journal = directory.journal();
        this.life = directory.life();
        this.config = config;
    }

    /** Makes the next segment of this life: reserved, zeroed and forced, and so are the names that lead to it. */
    SegmentAppender prepareNext() throws IOException {
        var id = new SegmentId(life, nextOrdinal);
        Path directory = journal.resolve(id.name());
        if (disk.exists(directory)) {
            throw new DataDirectoryException(
                    "its file `node` is older than its journal: life " + life + " was lived already", journal);
        }
        requireSpace(lengthOf(id.ordinal()));
        disk.createDirectories(directory);
        SegmentAppender segment;
        try {
            segment = prepare(id, directory);
        } catch (IOException | RuntimeException | Error e) {
            delete(directory); // made a moment ago, and never written to
            throw e;
        }
        nextOrdinal++;
        return segment;
    }

    /**
     * Chronicle makes its file by writing into a mapping, and where space runs out under a mapping there is no
     * exception to catch, but a signal. So space is looked for before it is taken.
     */
    private void requireSpace(long length) throws IOException {
        long usable = disk.usableBytes(journal);
        if (usable >= length + SPACE_BESIDE) return;
        throw new IOException("No space left on device: segment=" + length + " bytes, free=" + usable);
    }

    private SegmentAppender prepare(SegmentId id, Path directory) throws IOException {
        long length = lengthOf(id.ordinal());
        SegmentAppender segment = config.kind() == JournalKind.PLAIN
                ? PlainSegmentAppender.prepare(disk, directory, id, length)
                : ChronicleSegmentAppender.prepare(disk, directory, id, length);
        disk.forceDirectory(directory);
        disk.forceDirectory(journal);
        return segment;
    }

    /** 16 MiB, then four times as long as the one before, up to the length that is set. */
    private long lengthOf(int ordinal) {
        long length = JournalConfig.SEGMENT_LENGTH_MIN;
        for (int i = 0; i < ordinal && length < config.segmentLength(); i++) length *= 4;
        return Math.min(length, config.segmentLength());
    }

    /** Removes what earlier lives prepared and never wrote to: no header, and nothing but zeros. */
    void deleteUnused() throws IOException {
        for (String name : disk.list(journal)) {
            @Nullable SegmentId id = SegmentId.parse(name).orElse(null);
            if (id == null || id.life() >= life) continue;
            boolean isUnused;
            try (SegmentFile segment = SegmentFile.open(disk, journal, id)) {
                isUnused = segment.header() == null && segment.isBlank();
            }
            if (isUnused) delete(journal.resolve(name));
        }
    }

    /** Lets go of a segment that was prepared for nothing, and removes it. */
    void delete(SegmentAppender unused) throws IOException {
        unused.close();
        delete(journal.resolve(unused.id().name()));
    }

    private void delete(Path directory) throws IOException {
        for (String name : disk.list(directory)) disk.delete(directory.resolve(name));
        disk.delete(directory);
        disk.forceDirectory(journal);
    }
}
