package io.florin.snapshot;

import io.florin.journal.Disk;
import io.florin.journal.DiskFile;
import io.florin.journal.JournalView;
import io.florin.journal.RegisteredReaders;
import io.florin.journal.RetentionConfig;
import io.florin.journal.SegmentReport;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Which segments nobody needs any more, and how they go. A segment goes only if all hold: another one goes on from it,
 * it ended long enough ago, it lies wholly before the older of two verified snapshots, every registered reader has done
 * with it, and, where there is an archive, its copy there was read back. Segments go oldest first, so no gap can come
 * about. The manifests of archived segments stay in {@code data/archive} for ever.
 */
public final class Retention {
    private static final String JOURNAL = "journal";
    private static final String MANIFESTS = "archive";
    private static final int COPY_LENGTH = 1 << 20;

    private final Disk disk;
    private final Path data;
    private final RetentionConfig config;

    /** Of the segments in a data directory. */
    public Retention(Disk disk, Path data, RetentionConfig config) {
        this.disk = disk;
        this.data = data;
        this.config = config;
    }

    /**
     * Segments that may go now, oldest first; nothing is changed.
     *
     * @param verified snapshots, the newest first.
     * @param nowNs wall clock.
     */
    public List<SegmentReport> needless(List<Verified> verified, long nowNs) throws IOException {
        List<SegmentReport> needless = new ArrayList<>();
        if (config.keepsAll() || verified.size() < SnapshotConfig.KEEP_MIN) return needless;
        long needed = Math.min(verified.getLast().sequence(), readers());
        for (SegmentReport segment : JournalView.of(disk, data).segments()) {
            if (!mayGo(segment, needed, nowNs)) break;
            needless.add(segment);
        }
        return needless;
    }

    private long readers() throws IOException {
        return RegisteredReaders.of(disk, data).positions().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private boolean mayGo(SegmentReport segment, long doneWith, long nowNs) {
        return segment.state() != SegmentReport.State.OPEN
                && segment.endedAtNs() != SegmentReport.UNKNOWN
                && segment.lastSequence() <= doneWith
                && nowNs - segment.endedAtNs() >= config.retainNs();
    }

    /** Archives them if that is asked for, then removes them; under the lock of the snapshots. */
    public void remove(List<SegmentReport> needless) throws IOException {
        for (SegmentReport segment : needless) {
            Path directory = data.resolve(JOURNAL).resolve(segment.id().name());
            if (config.archive().isPresent()) {
                archive(segment, directory, config.archive().get());
            }
            for (String name : disk.list(directory)) disk.delete(directory.resolve(name));
            disk.delete(directory);
            disk.forceDirectory(data.resolve(JOURNAL));
        }
    }

    private void archive(SegmentReport segment, Path from, Path archive) throws IOException {
        Path to = archive.resolve(segment.id().name());
        disk.createDirectories(to);
        var manifest = new StringBuilder("florin-archive 1\nsegment " + segment.id() + "\nsequences "
                + segment.firstSequence() + " " + segment.lastSequence() + "\n");
        for (String name : disk.list(from)) {
            String hash = copy(from.resolve(name), to.resolve(name));
            if (!hash.equals(hash(to.resolve(name)))) {
                throw new IOException("the archive does not give back what was copied: file=" + to.resolve(name));
            }
            manifest.append("sha256 ").append(hash).append(' ').append(name).append('\n');
        }
        disk.forceDirectory(to);
        disk.forceDirectory(archive);
        writeManifest(segment, manifest.toString());
    }

    private void writeManifest(SegmentReport segment, String text) throws IOException {
        Path manifests = data.resolve(MANIFESTS);
        disk.createDirectories(manifests);
        Path manifest = manifests.resolve(segment.id() + ".manifest");
        if (disk.exists(manifest)) disk.delete(manifest); // of a removal that was interrupted
        try (DiskFile file = disk.create(manifest)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            if (file.write(bytes, 0) != bytes.limit()) throw new IOException("short write: file=" + manifest);
            file.force(true);
        }
        disk.forceDirectory(manifests);
        disk.forceDirectory(data);
    }

    private String copy(Path from, Path to) throws IOException {
        if (disk.exists(to)) disk.delete(to);
        MessageDigest sha256 = SnapshotLayout.sha256();
        var buffer = ByteBuffer.allocate(COPY_LENGTH);
        try (DiskFile source = disk.openToRead(from);
                DiskFile target = disk.create(to)) {
            long position = 0;
            for (int read = source.read(buffer, position); read > 0; read = source.read(buffer, position)) {
                buffer.flip();
                sha256.update(buffer.array(), 0, read);
                if (target.write(buffer, position) != read) throw new IOException("short write: file=" + to);
                position += read;
                buffer.clear();
            }
            target.force(true);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private String hash(Path path) throws IOException {
        MessageDigest sha256 = SnapshotLayout.sha256();
        var buffer = ByteBuffer.allocate(COPY_LENGTH);
        try (DiskFile file = disk.openToRead(path)) {
            long position = 0;
            for (int read = file.read(buffer, position); read > 0; read = file.read(buffer, position)) {
                sha256.update(buffer.array(), 0, read);
                position += read;
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
