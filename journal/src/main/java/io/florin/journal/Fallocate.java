package io.florin.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Linux' {@code fallocate(2)}, which Java does not offer: takes space from the file system before it is written. Where
 * it is missing, on the system or on the file system, nothing happens: writing zeros reserves as well, only later.
 */
final class Fallocate {
    private static final int O_RDWR = 2;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final @Nullable MethodHandle OPEN = handle(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2),
            Linker.Option.captureCallState("errno"));
    private static final @Nullable MethodHandle FALLOCATE = handle(
            "fallocate",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.captureCallState("errno"));
    private static final @Nullable MethodHandle CLOSE =
            handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Fallocate() {}

    /** Takes space for the first so many bytes; the file becomes that long. */
    static void reserve(Path file, long length) throws IOException {
        if (OPEN == null || FALLOCATE == null || CLOSE == null) return;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            int descriptor = (int) OPEN.invokeExact(captured, arena.allocateFrom(file.toString()), O_RDWR);
            if (descriptor < 0) throw new IOException("cannot be opened: errno=" + errno(captured) + " file=" + file);
            try {
                int failed = (int) FALLOCATE.invokeExact(captured, descriptor, 0, 0L, length);
                if (failed != 0) refuse(errno(captured), file, length);
            } finally {
                int ignored = (int) CLOSE.invokeExact(descriptor);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("fallocate is callable", e);
        }
    }

    private static void refuse(int errno, Path file, long length) throws IOException {
        if (errno == EOPNOTSUPP || errno == ENOSYS) return;
        throw new IOException("no space could be reserved: errno=" + errno + " length=" + length + " file=" + file);
    }

    private static int errno(MemorySegment captured) {
        return (int) ERRNO.get(captured, 0L);
    }

    @SuppressWarnings("restricted") // the only native calls of this module are made with this
    static @Nullable MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(address -> linker.downcallHandle(address, descriptor, options))
                .orElse(null);
    }
}
