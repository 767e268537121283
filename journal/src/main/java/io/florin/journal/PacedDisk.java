package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose every reading and writing may be followed by a rest, so that whatever works on it takes no more than a
 * share of one core's time. Whoever folds a journal or writes a snapshot passes here every few hundred microseconds.
 */
public final class PacedDisk implements Disk {
    private final Disk disk;
    private final Pace pace;

    private PacedDisk(Disk disk, Pace pace) {
        this.disk = disk;
        this.pace = pace;
    }

    /**
     * The files of this machine, for a process that is to be no burden to another one.
     *
     * @param cpuPercent of one core, which this process may keep busy on the average; 1 or more.
     */
    public static Disk real(int cpuPercent) {
        return of(Disk.real(), Pace.ofThisProcess(cpuPercent));
    }

    static Disk of(Disk disk, Pace pace) {
        return new PacedDisk(disk, pace);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new PacedFile(disk.create(file), pace);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new PacedFile(disk.open(file), pace);
    }

    @Override
    public DiskFile openDirect(Path file) throws IOException {
        return new PacedFile(disk.openDirect(file), pace);
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return new PacedFile(disk.openToRead(file), pace);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public String fileSystem(Path path) throws IOException {
        return disk.fileSystem(path);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return disk.usableBytes(path);
    }

    @Override
    public @Nullable DiskLock tryLock(Path file) throws IOException {
        return disk.tryLock(file);
    }

    @Override
    public boolean isLocked(Path file) throws IOException {
        return disk.isLocked(file);
    }

    private record PacedFile(DiskFile file, Pace pace) implements DiskFile {
        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            int written = file.write(bytes, position);
            pace.keep();
            return written;
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            int read = file.read(bytes, position);
            pace.keep();
            return read;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void reserve(long length) throws IOException {
            file.reserve(length);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
