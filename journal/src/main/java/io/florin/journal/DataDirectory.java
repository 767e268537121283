package io.florin.journal;

import java.io.IOException;
import java.nio.file.Path;

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
@SuppressWarnings("DoNotCallSuggester") // until the bodies are here
public final class DataDirectory implements AutoCloseable {

    private DataDirectory() {}

    /**
     * How to treat a data directory.
     *
     * @param path of the directory.
     * @param acceptsAnyFileSystem whether file systems other than ext4 and XFS will do, as for trying things out.
     */
    public record Place(Path path, boolean acceptsAnyFileSystem) {
        public static final String PATH_PROPERTY = "florin.data.directory";
        public static final String FILE_SYSTEM_PROPERTY = "florin.journal.filesystem";
    }

    /** Whether a node was made here. */
    public static boolean exists(Disk disk, Path path) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the directory of a new node; it has had no life yet.
     *
     * @throws DataDirectoryException if it cannot be one: there is a node already, it cannot be written, its file
     *     system is no good.
     */
    public static void create(Disk disk, Place place, long ledgerIdHigh, long ledgerIdLow, int node)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Locks the directory and begins a new life in it, written down before anything else happens.
     *
     * @throws DataDirectoryException if that must not be: it is in use, there is no node in it, it cannot be written, a
     *     newer version wrote it, its file system is no good.
     */
    public static DataDirectory open(Disk disk, Place place) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Path path() {
        throw new UnsupportedOperationException();
    }

    /** Where the segments are. */
    public Path journal() {
        throw new UnsupportedOperationException();
    }

    /** Where it lies. */
    public Disk disk() {
        throw new UnsupportedOperationException();
    }

    public long ledgerIdHigh() {
        throw new UnsupportedOperationException();
    }

    public long ledgerIdLow() {
        throw new UnsupportedOperationException();
    }

    public int node() {
        throw new UnsupportedOperationException();
    }

    /** Counts the starts of this node, from 1. */
    public int life() {
        throw new UnsupportedOperationException();
    }

    /** Highest epoch that this node promised to nobody lower; 0 for none. */
    public int promisedEpoch() {
        throw new UnsupportedOperationException();
    }

    /** Promises an epoch, durably: this node will never again serve under a lower one. */
    public void promise(int epoch) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Lets go of the lock. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
