package io.florin.journal;

import io.florin.journal.Disk.DiskLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything a node must not forget, locked for the life of this process:
 *
 * <pre>
 *   data/lock                        held as long as the process lives, whatever its PID
 *   data/node                        ledger id, node, life, epoch promised
 *   data/journal/life-ordinal/       one segment each
 *   data/snapshots/  data/quarantine/  data/archive/
 * </pre>
 *
 * <p>For starting and stopping; one thread.
 */
public final class DataDirectory implements AutoCloseable {
    static final String LOCK_NAME = "lock";
    static final String JOURNAL_NAME = "journal";

    /** Both keep the promises of a force, and neither copies on write. */
    private static final Set<String> FILE_SYSTEMS = Set.of("ext4", "xfs");

    private final Disk disk;
    private final Path path;
    private final @Nullable DiskLock lock;
    private NodeFile node;
    private boolean hasBegun;

    private DataDirectory(Disk disk, Path path, @Nullable DiskLock lock, NodeFile node) {
        this.disk = disk;
        this.path = path;
        this.lock = lock;
        this.node = node;
    }

    /**
     * How to treat a data directory.
     *
     * @param path of the directory.
     * @param acceptsAnyFileSystem whether file systems other than ext4 and XFS will do, as for trying things out.
     */
    public record Place(Path path, boolean acceptsAnyFileSystem) {
        public static final String PATH_PROPERTY = "florin.data";
        public static final String FILE_SYSTEM_PROPERTY = "florin.journal.filesystem";
    }

    /** Whether a node was made here. */
    public static boolean exists(Disk disk, Path path) {
        return disk.exists(path.resolve(NodeFile.NAME));
    }

    /**
     * Makes the directory of a new node; it has had no life yet.
     *
     * @throws DataDirectoryException if it cannot be one: there is a node already, or a journal; it cannot be written;
     *     its file system is no good.
     */
    public static void create(Disk disk, Place place, long ledgerIdHigh, long ledgerIdLow, int node) {
        Path path = place.path();
        if (exists(disk, path)) throw new DataDirectoryException("there is a node in it already", path);
        try {
            disk.createDirectories(path.resolve(JOURNAL_NAME));
            checkFileSystem(disk, place);
            if (!disk.list(path.resolve(JOURNAL_NAME)).isEmpty()) {
                throw new DataDirectoryException(
                        "it holds a journal, but no file `node`; restore that file from a backup", path);
            }
            disk.forceDirectory(path);
            new NodeFile(ledgerIdHigh, ledgerIdLow, node, 0, 0).write(disk, path);
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) disk.forceDirectory(parent);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Opens the directory for those who only read: locks nothing, writes nothing, and may be done while a node lives
     * there, on a read-only file system, or on a copy.
     *
     * @throws DataDirectoryException if there is no node in it, a newer version wrote it, or it cannot be read.
     */
    public static DataDirectory read(Disk disk, Path path) {
        requireNode(disk, path);
        try {
            return new DataDirectory(disk, path, null, NodeFile.read(disk, path));
        } catch (IOException e) {
            throw new DataDirectoryException("cannot be read (" + e + ")", path, e);
        }
    }

    /**
     * Locks the directory, so that what is in it can be looked at in peace. No life begins and nothing is changed
     * before {@link #begin}, so a start that is refused in between leaves everything as it was.
     *
     * @throws DataDirectoryException if that must not be: it is in use, there is no node in it, it cannot be written, a
     *     newer version wrote it, its file system is no good.
     */
    public static DataDirectory lock(Disk disk, Place place) {
        Path path = place.path();
        requireNode(disk, path);
        try {
            checkFileSystem(disk, place);
            DiskLock lock = disk.tryLock(path.resolve(LOCK_NAME));
            if (lock == null) throw new DataDirectoryException("in use by another process", path);
            return locked(disk, path, lock);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static DataDirectory locked(Disk disk, Path path, DiskLock lock) throws IOException {
        boolean isOpen = false;
        try {
            var directory = new DataDirectory(disk, path, lock, NodeFile.read(disk, path));
            isOpen = true;
            return directory;
        } finally {
            if (!isOpen) lock.close();
        }
    }

    private static void requireNode(Disk disk, Path path) {
        if (exists(disk, path)) return;
        throw new DataDirectoryException("there is no node in it; `florin init` makes one", path);
    }

    /** Locks the directory and begins a new life in it at once; as {@link #lock} and {@link #begin}. */
    public static DataDirectory open(Disk disk, Place place) {
        DataDirectory directory = lock(disk, place);
        boolean hasBegun = false;
        try {
            directory.begin(directory.promisedEpoch());
            hasBegun = true;
            return directory;
        } catch (IOException e) {
            throw unwritable(place.path(), e);
        } finally {
            if (!hasBegun) directory.release();
        }
    }

    private void release() {
        try {
            close();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Begins a new life, and promises an epoch: both are durable before anything else happens here. Once for each
     * directory that was locked.
     */
    public void begin(int epoch) throws IOException {
        if (lock == null || hasBegun) throw new IllegalStateException("a life begins once, under the lock");
        replace(life() + 1, epoch);
        hasBegun = true;
    }

    private static void checkFileSystem(Disk disk, Place place) throws IOException {
        if (place.acceptsAnyFileSystem()) return;
        String found = disk.fileSystem(place.path());
        if (FILE_SYSTEMS.contains(found)) return;
        throw new DataDirectoryException(
                "its file system is " + found + ", and only ext4 and xfs are known to keep what was forced"
                        + " (accept others with " + Place.FILE_SYSTEM_PROPERTY + "=accept)",
                place.path());
    }

    private static DataDirectoryException unwritable(Path path, IOException cause) {
        return new DataDirectoryException("cannot be written (" + cause + ")", path, cause);
    }

    public Path path() {
        return path;
    }

    /** Where the segments are. */
    public Path journal() {
        return path.resolve(JOURNAL_NAME);
    }

    /** Where it lies. */
    public Disk disk() {
        return disk;
    }

    public long ledgerIdHigh() {
        return node.ledgerIdHigh();
    }

    public long ledgerIdLow() {
        return node.ledgerIdLow();
    }

    public int node() {
        return node.node();
    }

    SegmentHeader.Owner owner() {
        return new SegmentHeader.Owner(ledgerIdHigh(), ledgerIdLow(), node());
    }

    /** Counts the starts of this node, from 1; the last one so far, if none was begun here. */
    public int life() {
        return node.life();
    }

    /** Highest epoch that this node promised, so that it serves under none below; 0 for none. */
    public int promisedEpoch() {
        return node.promisedEpoch();
    }

    /** Promises an epoch, durably: this node will never again serve under a lower one. */
    public void promise(int epoch) throws IOException {
        if (!hasBegun) throw new IllegalStateException("only who lives here promises anything");
        replace(life(), epoch);
    }

    private void replace(int life, int epoch) throws IOException {
        if (epoch < node.promisedEpoch()) {
            throw new IllegalStateException("epoch " + node.promisedEpoch() + " is promised already: epoch=" + epoch);
        }
        var replaced = new NodeFile(ledgerIdHigh(), ledgerIdLow(), node(), life, epoch);
        replaced.write(disk, path);
        node = replaced;
    }

    /** Whether a life was begun, so that there may be a journal of its own. */
    boolean hasBegun() {
        return hasBegun;
    }

    /** Lets go of the lock. */
    @Override
    public void close() throws IOException {
        if (lock != null) lock.close();
    }
}
