package io.florin.ops;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of the process, at once. {@code Runtime.halt} gives threads that are in the operating system, as Netty's
 * nearly always are, 300 ms to come out of it; {@code _exit} asks nobody. Where that is missing, {@code halt} it is.
 */
final class ProcessEnd {
    private final @Nullable MethodHandle exit;

    private ProcessEnd(@Nullable MethodHandle exit) {
        this.exit = exit;
    }

    /** Made at the start, so that nothing has to be loaded or linked when the disk may be gone. */
    @SuppressWarnings("restricted") // the only native call of this module
    static ProcessEnd prepare() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find("_exit");
        var signature = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT);
        return new ProcessEnd(function.map(address -> linker.downcallHandle(address, signature))
                .orElse(null));
    }

    /** Does not return. */
    void now(int exitCode) {
        try {
            exit(exitCode);
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private void exit(int exitCode) {
        if (exit == null) return;
        try {
            exit.invokeExact(exitCode);
        } catch (Throwable e) {
            throw new IllegalStateException("_exit is callable", e);
        }
    }
}
