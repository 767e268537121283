package io.florin.snapshot;

import io.florin.journal.Disk;
import io.florin.journal.Disk.DiskLock;
import io.florin.journal.DiskFile;
import io.florin.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshots of a data directory. The catalogue is what the directory holds and verifies; there is no second list
 * that could disagree:
 *
 * <pre>
 *   data/snapshots/0000000000001234567.snap     the state behind that sequence
 *   data/snapshots/0000000000001234567.tmp      being written, or left by a crash; counts for nothing
 *   data/snapshots/lock                         held while one is written or removed
 * </pre>
 *
 * <p>Listing and reading are for any process at any time; one thread.
 */
public final class Snapshots {
    private static final String DIRECTORY = "snapshots";
    private static final String QUARANTINE = "quarantine";
    private static final String LOCK = "lock";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.(snap|tmp)");

    private final Disk disk;
    private final Path data;
    private final Path directory;

    private Snapshots(Disk disk, Path data) {
        this.disk = disk;
        this.data = data;
        this.directory = data.resolve(DIRECTORY);
    }

    /** Those of a data directory; there need not be any. */
    public static Snapshots of(Disk disk, Path data) {
        return new Snapshots(disk, data);
    }

    /**
     * A snapshot by its name; nothing in it was read yet.
     *
     * @param sequence of the last record that its state knows.
     */
    public record Entry(long sequence, Path path) {}

    /**
     * A snapshot whose every byte was read and compared.
     *
     * @param length of the file, in bytes.
     * @param stateHash SHA-256 of the state, in hex.
     */
    public record Verified(Path path, SnapshotHeader header, long length, String stateHash) {
        public long sequence() {
            return header.sequence();
        }
    }

    /**
     * By their names, the newest first.
     *
     * @throws SnapshotRefusedException if something lies there that Florin did not write.
     */
    public List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name : disk.list(directory)) {
            if (name.equals(LOCK)) continue;
            Matcher matcher = NAME.matcher(name);
            if (!matcher.matches()) {
                throw new SnapshotRefusedException(
                        "something lies among the snapshots that is none, `" + name + "`: florin.data=" + data);
            }
            if (name.endsWith(TEMPORARY_SUFFIX)) continue;
            entries.add(new Entry(Long.parseLong(matcher.group(1)), directory.resolve(name)));
        }
        entries.sort(Comparator.comparingLong(Entry::sequence).reversed());
        return entries;
    }

    /**
     * Reads all of it and compares every checksum and hash.
     *
     * @throws SnapshotDamagedException at the first byte that cannot be believed.
     * @throws SnapshotRefusedException if it is whole, but of a newer version, or under another one's name.
     */
    public Verified verify(Entry entry) throws IOException {
        return verify(entry.path(), entry.sequence());
    }

    private Verified verify(Path path, long sequence) throws IOException {
        try (SnapshotFile file = SnapshotFile.open(disk, path)) {
            requireName(file.header(), path, sequence);
            SnapshotTrailer trailer = file.verify();
            return new Verified(path, file.header(), file.length(), trailer.stateHash());
        }
    }

    private static void requireName(SnapshotHeader header, Path path, long sequence) {
        if (header.sequence() == sequence) return;
        throw new SnapshotRefusedException("holds the state behind sequence " + header.sequence()
                + ", which its name does not say: snapshot=" + path.getFileName());
    }

    /**
     * Reads its first bytes alone.
     *
     * @throws SnapshotDamagedException if they cannot be believed.
     * @throws SnapshotRefusedException if it is of a newer version, or under another one's name.
     */
    public SnapshotHeader header(Entry entry) throws IOException {
        try (SnapshotFile file = SnapshotFile.open(disk, entry.path())) {
            requireName(file.header(), entry.path(), entry.sequence());
            return file.header();
        }
    }

    /**
     * A new ledger in the state of this snapshot. Takes its memory. Of what it compares, checksums of blocks, nobody
     * may believe the ledger before {@link #verify} has compared the rest.
     */
    public Ledger load(Entry entry) throws IOException {
        var ledger = new Ledger();
        try (SnapshotFile file = SnapshotFile.open(disk, entry.path())) {
            ledger.read(new StateFileReader(file));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        if (ledger.lastSequence() != entry.sequence()) {
            throw new SnapshotDamagedException("holds another state than its header says", entry.path(), 0);
        }
        return ledger;
    }

    /** The same of one that was verified. */
    public Ledger load(Verified snapshot) throws IOException {
        return load(new Entry(snapshot.sequence(), snapshot.path()));
    }

    /** Held while snapshots are written or removed; empty if another process does that now. */
    public Optional<Lock> tryLock() throws IOException {
        disk.createDirectories(directory);
        DiskLock lock = disk.tryLock(directory.resolve(LOCK));
        return lock == null ? Optional.empty() : Optional.of(new Lock(lock));
    }

    /** The right to write and remove snapshots. */
    public final class Lock implements AutoCloseable {
        private final DiskLock held;

        private Lock(DiskLock held) {
            this.held = held;
        }

        /**
         * Writes the state of a ledger, reads it back, and gives it its name: all of it is there, or nothing.
         *
         * @param ledger between two requests, behind the batch of this position.
         */
        public Verified create(Ledger ledger, SnapshotPosition position) throws IOException {
            if (ledger.lastSequence() != position.sequence()) {
                throw new IllegalArgumentException("the ledger stands elsewhere: sequence=" + ledger.lastSequence());
            }
            removeLeftovers();
            Path path = path(position.sequence());
            if (disk.exists(path)) {
                Optional<Verified> before = same(path, position);
                if (before.isPresent()) return before.get();
                quarantine(path);
            }
            Path temporary = directory.resolve(stem(position.sequence()) + TEMPORARY_SUFFIX);
            write(temporary, ledger, position);
            Verified written = verify(temporary, position.sequence());
            disk.rename(temporary, path);
            disk.forceDirectory(directory);
            return new Verified(path, written.header(), written.length(), written.stateHash());
        }

        private Optional<Verified> same(Path path, SnapshotPosition position) throws IOException {
            try {
                Verified before = verify(path, position.sequence());
                return before.header().position().equals(position) ? Optional.of(before) : Optional.empty();
            } catch (SnapshotDamagedException | SnapshotRefusedException unusable) {
                return Optional.empty();
            }
        }

        private void removeLeftovers() throws IOException {
            for (String name : disk.list(directory)) {
                if (name.endsWith(TEMPORARY_SUFFIX) && NAME.matcher(name).matches()) {
                    disk.delete(directory.resolve(name));
                }
            }
        }

        private void write(Path path, Ledger ledger, SnapshotPosition position) throws IOException {
            try (DiskFile file = disk.create(path)) {
                var appender = new StateAppender(file);
                appender.header(SnapshotHeader.of(position, ledger));
                ledger.write(appender);
                appender.trailer(position);
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            }
        }

        /** Puts a snapshot that is of no use where nobody looks for one; nothing is overwritten. */
        public void quarantine(Path path) throws IOException {
            Path quarantine = data.resolve(QUARANTINE);
            disk.createDirectories(quarantine);
            int number = 0;
            Path target = quarantine.resolve(path.getFileName() + "." + number);
            while (disk.exists(target)) target = quarantine.resolve(path.getFileName() + "." + ++number);
            disk.rename(path, target);
            disk.forceDirectory(quarantine);
            disk.forceDirectory(directory);
        }

        /**
         * Removes the oldest, so that so many verified ones stay; what is damaged is put aside, and what a newer build
         * wrote stays where it is.
         *
         * @return the verified ones that are there now, the newest first.
         */
        public List<Verified> keep(int count) throws IOException {
            if (count < SnapshotConfig.KEEP_MIN) throw new IllegalArgumentException("must be 2 or more: keep=" + count);
            List<Verified> kept = new ArrayList<>();
            for (Entry entry : list()) {
                if (kept.size() == count) {
                    disk.delete(entry.path());
                    continue;
                }
                try {
                    kept.add(verify(entry));
                } catch (SnapshotDamagedException damaged) {
                    quarantine(entry.path());
                } catch (NewerSnapshotException newer) {
                    // another build's, to use and to remove: it neither counts nor goes
                }
            }
            disk.forceDirectory(directory);
            return kept;
        }

        @Override
        public void close() throws IOException {
            held.close();
        }
    }

    private Path path(long sequence) {
        return directory.resolve(stem(sequence) + ".snap");
    }

    private static String stem(long sequence) {
        return String.format(Locale.ROOT, "%019d", sequence);
    }
}
