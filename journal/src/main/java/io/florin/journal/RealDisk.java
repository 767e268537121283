package io.florin.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of this machine. */
final class RealDisk implements Disk {
    static final RealDisk INSTANCE = new RealDisk();

    /** Who paid whom is nobody else's business on this machine: what is made here, its owner alone may enter. */
    private static final FileAttribute<?>[] PRIVATE = hasOwners()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];

    /** {@code com.sun.nio.file.ExtendedOpenOption.DIRECT}: supported, but javac warns of whoever names it. */
    private static final @Nullable OpenOption DIRECT = direct();

    /**
     * Locks of this process. On some systems a process loses its lock as soon as it closes any channel of that file, so
     * a file in here is not opened a second time.
     */
    private final Set<Path> held = ConcurrentHashMap.newKeySet();

    private RealDisk() {}

    private static @Nullable OpenOption direct() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option.toString().equals("DIRECT")) return (OpenOption) option;
            }
            return null;
        } catch (ClassNotFoundException without) {
            return null;
        }
    }

    private static boolean hasOwners() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new RealDiskFile(
                file,
                FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new RealDiskFile(file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Not all file systems can, and some have larger pages. */
    @Override
    public DiskFile openDirect(Path file) throws IOException {
        OpenOption direct = DIRECT;
        if (direct == null
                || JournalConfig.PAGE_LENGTH % Files.getFileStore(file).getBlockSize() != 0) {
            return open(file);
        }
        try {
            return new RealDiskFile(
                    file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, direct));
        } catch (UnsupportedOperationException | FileSystemException cannot) {
            return open(file);
        }
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return new RealDiskFile(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, PRIVATE);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public String fileSystem(Path path) throws IOException {
        return Files.getFileStore(path).type();
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public @Nullable DiskLock tryLock(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        if (!held.add(path)) return null;
        FileLock lock = null;
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock = channel.tryLock();
            } finally {
                if (lock == null) channel.close();
            }
            return lock == null ? null : () -> unlock(path, channel);
        } finally {
            if (lock == null) held.remove(path);
        }
    }

    private void unlock(Path path, FileChannel channel) throws IOException {
        try {
            channel.close();
        } finally {
            held.remove(path);
        }
    }

    /** A shared lock can be had by any number of those who look, on a read-only file system too. */
    @Override
    public boolean isLocked(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        if (held.contains(path)) return true;
        if (!Files.exists(path)) return false;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true);
            return shared == null;
        }
    }
}
