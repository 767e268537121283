package io.florin.ops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A small file system of its own, which can lose its power, run full and come back: ext4 in a file, or memory. Needs
 * root; a test that may not have it is skipped by name. What an earlier process left mounted is removed first.
 */
final class LoopDisk implements AutoCloseable {
    private static final String PREFIX = "florin-disk-";
    private static final Path MOUNTS = Path.of("/proc/mounts");
    private static final int FS_IOC_SHUTDOWN = 0x8004_587D;
    private static final int WITHOUT_FLUSHING_THE_LOG = 2;
    private static final int O_RDONLY = 0;
    private static final int UNMOUNT_ATTEMPTS = 200;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path mountPoint;
    private final List<String> mount;
    private int fillers;

    private LoopDisk(Path mountPoint, List<String> mount) throws IOException {
        this.mountPoint = mountPoint;
        this.mount = mount;
        Files.createDirectories(mountPoint);
        run(mount);
    }

    /** An ext4 file system of this size, in a file in the folder. */
    static LoopDisk ext4(Path folder, long bytes) throws IOException {
        requireRoot();
        Path image = folder.resolve("ext4.image");
        Files.deleteIfExists(image);
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        run(List.of("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()));
        Path mountPoint = mountPointIn(folder);
        return new LoopDisk(mountPoint, List.of("mount", "-o", "loop", image.toString(), mountPoint.toString()));
    }

    /** A file system of this size in memory. */
    static LoopDisk tmpfs(Path folder, long bytes) throws IOException {
        requireRoot();
        Path mountPoint = mountPointIn(folder);
        return new LoopDisk(
                mountPoint, List.of("mount", "-t", "tmpfs", "-o", "size=" + bytes, PREFIX, mountPoint.toString()));
    }

    private static Path mountPointIn(Path folder) {
        return folder.resolve(PREFIX + ProcessHandle.current().pid());
    }

    private static void requireRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "mounting a file system needs root");
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "this machine has no loop devices");
        assumeTrue(isThere("mkfs.ext4"), "mkfs.ext4 is not installed");
        removeLeftovers();
    }

    private static boolean isThere(String tool) {
        return List.of("/usr/sbin/", "/sbin/", "/usr/bin/").stream().anyMatch(at -> Files.exists(Path.of(at + tool)));
    }

    private static void removeLeftovers() throws IOException {
        for (String line : Files.readAllLines(MOUNTS)) {
            int from = line.indexOf(' ') + 1;
            String mounted = line.substring(from, line.indexOf(' ', from));
            int at = mounted.lastIndexOf("/" + PREFIX);
            if (at < 0) continue;
            long pid = Long.parseLong(mounted.substring(at + 1 + PREFIX.length()));
            if (ProcessHandle.of(pid).isEmpty()) run(List.of("umount", "-l", mounted));
        }
    }

    /** Where a data directory goes. */
    Path data() {
        return mountPoint.resolve("data");
    }

    /** Read-only from now on. */
    void protect() throws IOException {
        run(List.of("mount", "-o", "remount,ro", mountPoint.toString()));
    }

    /** The power fails: what is not on the disk never gets there, and every call from now on fails. */
    void cutPower() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment flag = arena.allocateFrom(ValueLayout.JAVA_INT, WITHOUT_FLUSHING_THE_LOG);
            int directory = (int) Native.OPEN.invokeExact(arena.allocateFrom(mountPoint.toString()), O_RDONLY);
            int failed = (int) Native.IOCTL.invokeExact(directory, (long) FS_IOC_SHUTDOWN & 0xFFFF_FFFFL, flag);
            int ignored = (int) Native.CLOSE.invokeExact(directory);
            if (failed != 0) throw new IOException("the file system takes no shutdown: " + mountPoint);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("ioctl is callable", e);
        }
    }

    /** The machine starts again; nobody may use the file system. */
    void restart() throws IOException {
        unmount();
        run(mount);
    }

    /** Takes space until at most so many bytes are left, whoever else takes some meanwhile. */
    void fillUpTo(long bytesLeft) throws IOException {
        for (long free = usable(); free > bytesLeft; free = usable()) {
            Path filler = mountPoint.resolve("filler-" + fillers++);
            try {
                run(List.of("fallocate", "-l", Long.toString(free - bytesLeft), filler.toString()));
            } catch (IOException takenMeanwhile) {
                Files.deleteIfExists(filler);
            }
        }
    }

    private long usable() throws IOException {
        return Files.getFileStore(mountPoint).getUsableSpace();
    }

    /** Gives back what was taken. */
    void free() throws IOException {
        try (DirectoryStream<Path> taken = Files.newDirectoryStream(mountPoint, "filler-*")) {
            for (Path filler : taken) Files.delete(filler);
        }
    }

    private void unmount() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                run(List.of("umount", mountPoint.toString()));
                return;
            } catch (IOException busy) {
                if (attempt == UNMOUNT_ATTEMPTS) throw busy;
                LockSupport.parkNanos(RETRY_NS); // a process that was killed a moment ago still ends
            }
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).trim();
            int exitCode = process.waitFor();
            if (exitCode != 0) throw new IOException(String.join(" ", command) + ": " + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + command, e);
        }
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", "-l", mountPoint.toString()));
    }

    /** Loaded only where root asks for it. */
    @SuppressWarnings("restricted")
    private static final class Native {
        static final MethodHandle OPEN = handle(
                "open",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        static final MethodHandle IOCTL = handle(
                "ioctl",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
        static final MethodHandle CLOSE =
                handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor, options);
        }
    }
}
