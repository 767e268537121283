package io.florin.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What files really take on their disk, which Java does not say: their lengths mislead where space is reserved ahead,
 * or never was written. Asks Linux' {@code statx(2)}. Cold.
 */
final class ReservedBytes {
    private static final int AT_FDCWD = -100;
    private static final int STATX_BLOCKS = 0x400;
    private static final int STATX_LENGTH = 256;
    private static final int BLOCKS_OFFSET = 48;
    private static final int BLOCK_LENGTH = 512;

    private static final @Nullable MethodHandle STATX = Fallocate.handle(
            "statx",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS));

    private ReservedBytes() {}

    /** Of all files in this directory; {@link SegmentReport#UNKNOWN} where the system does not say. */
    static long of(Path directory) throws IOException {
        if (STATX == null) return SegmentReport.UNKNOWN;
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.toList();
        }
        long bytes = 0;
        for (Path file : files) {
            long taken = ofFile(STATX, file);
            if (taken == SegmentReport.UNKNOWN) return SegmentReport.UNKNOWN;
            bytes += taken;
        }
        return bytes;
    }

    private static long ofFile(MethodHandle statx, Path file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(STATX_LENGTH, Long.BYTES);
            MemorySegment path = arena.allocateFrom(file.toAbsolutePath().toString());
            int failed = (int) statx.invokeExact(AT_FDCWD, path, 0, STATX_BLOCKS, found);
            if (failed != 0) return SegmentReport.UNKNOWN;
            return found.get(ValueLayout.JAVA_LONG, BLOCKS_OFFSET) * BLOCK_LENGTH;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("statx is callable", e);
        }
    }
}
