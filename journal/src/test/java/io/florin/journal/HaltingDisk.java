package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk behind which the machine stops at a point that can be named: the n-th call of one kind, on one kind of file,
 * by the road or by the preparer. The call is not carried out, and none after it.
 */
final class HaltingDisk implements Disk {
    private final Disk disk;
    private final String point;
    private final int occurrence;
    private final Map<String, Integer> counts = new TreeMap<>();
    private boolean isHalted;

    /** Halts at the given occurrence of the point, from 0; at none if the point is empty. */
    HaltingDisk(Disk disk, String point, int occurrence) {
        this.disk = disk;
        this.point = point;
        this.occurrence = occurrence;
    }

    /** Thrown where the machine stops, and from then on everywhere. */
    static final class Halted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Halted(String point) {
            super(point);
        }
    }

    /** Points passed so far, each with how often. */
    synchronized Map<String, Integer> points() {
        return new TreeMap<>(counts);
    }

    private synchronized void pass(String call, Path path) {
        if (isHalted) throw new Halted("off");
        String thread = Thread.currentThread().getName().equals("florin-segments") ? "preparer" : "road";
        String name = String.valueOf(path.getFileName());
        String what = name.matches("\\d{10}-\\d{6}") ? "segment" : name;
        String passed = thread + " " + call + " " + what;
        int count = counts.merge(passed, 1, Integer::sum);
        isHalted = passed.equals(point) && count == occurrence + 1;
        if (isHalted) throw new Halted(passed);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        pass("create", file);
        return new HaltingFile(disk.create(file), file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new HaltingFile(disk.open(file), file);
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return disk.openToRead(file);
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
        pass("create directory", directory);
        disk.createDirectories(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        pass("force directory", directory);
        disk.forceDirectory(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        pass("rename", to);
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        pass("delete", path);
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
        pass("lock", file);
        return disk.tryLock(file);
    }

    @Override
    public boolean isLocked(Path file) throws IOException {
        return disk.isLocked(file);
    }

    private final class HaltingFile implements DiskFile {
        private final DiskFile file;
        private final Path path;

        HaltingFile(DiskFile file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            pass("write", path);
            return file.write(bytes, position);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            pass("force", path);
            file.force(metaData);
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void reserve(long length) throws IOException {
            pass("reserve", path);
            file.reserve(length);
        }

        @Override
        public void truncate(long length) throws IOException {
            pass("truncate", path);
            file.truncate(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
