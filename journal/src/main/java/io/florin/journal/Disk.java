package io.florin.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The only way to files: journal, scanner and recovery ask nobody else. A seam: tests and the simulation bring disks
 * that tear, fail and forget.
 *
 * <p>Any thread. What was done to a directory survives a power cut only once {@link #forceDirectory} returned.
 */
public interface Disk {

    /** Makes a file and opens it for reading and writing; an error if it is there already. */
    DiskFile create(Path file) throws IOException;

    /** Opens a file that is there, for reading and writing. */
    DiskFile open(Path file) throws IOException;

    /**
     * Opens a file that is there, to be written past the operating system's cache where the file system can: in whole
     * pages of {@link JournalConfig#PAGE_LENGTH} bytes, from memory that begins at one.
     */
    default DiskFile openDirect(Path file) throws IOException {
        return open(file);
    }

    /** Opens a file that is there, for reading only. */
    DiskFile openToRead(Path file) throws IOException;

    boolean exists(Path path);

    /** Names in a directory, sorted; empty if there is no such directory. */
    List<String> list(Path directory) throws IOException;

    /** Makes a directory and those above it, where missing; nobody but their owner may enter what is made. */
    void createDirectories(Path directory) throws IOException;

    /** Makes what was created, renamed and deleted in this directory durable. */
    void forceDirectory(Path directory) throws IOException;

    /** Replaces the target, if there is one, at once or not at all. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory. */
    void delete(Path path) throws IOException;

    /** Type of the file system below this path, as the operating system calls it: {@code ext4}. */
    String fileSystem(Path path) throws IOException;

    /** Bytes that this process may still take from the file system. */
    long usableBytes(Path path) throws IOException;

    /**
     * Locks a file against every other process and this one, until the lock is closed or the process ends, however it
     * ends. Makes the file where missing.
     *
     * @return null if somebody else has it.
     */
    @Nullable
    DiskLock tryLock(Path file) throws IOException;

    /** Whether somebody, in this process or another, holds the lock of this file. Takes nothing and makes nothing. */
    boolean isLocked(Path file) throws IOException;

    /** The files of this machine. */
    static Disk real() {
        return RealDisk.INSTANCE;
    }

    /** A lock that is held. */
    interface DiskLock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
