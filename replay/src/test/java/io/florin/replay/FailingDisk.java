package io.florin.replay;

import io.florin.journal.Disk;
import io.florin.journal.DiskFile;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The real disk, but the n-th thing that is asked of one directory in order to change it fails. */
public final class FailingDisk {
    /** What the failure says. */
    public static final String SENTENCE = "No space left on device";

    private static final Set<String> CHANGES = Set.of("create", "open", "createDirectories", "forceDirectory");
    private static final Set<String> WRITES = Set.of("write", "force");

    private final Path below;
    private final int at;
    private int asked;

    /** Counts from 1. */
    public FailingDisk(Path below, int at) {
        this.below = below;
        this.at = at;
    }

    /** The disk. */
    public Disk disk() {
        Disk real = Disk.real();
        return wrapped(Disk.class, (proxy, method, arguments) -> {
            boolean isBelow = arguments != null && arguments[0] instanceof Path path && path.startsWith(below);
            if (isBelow && CHANGES.contains(method.getName())) fail();
            Object answer = invoke(real, method, arguments);
            return isBelow && answer instanceof DiskFile file ? file(file) : answer;
        });
    }

    private DiskFile file(DiskFile real) {
        return wrapped(DiskFile.class, (proxy, method, arguments) -> {
            if (WRITES.contains(method.getName())) fail();
            return invoke(real, method, arguments);
        });
    }

    private void fail() throws IOException {
        if (++asked == at) throw new IOException(SENTENCE);
    }

    private static <T> T wrapped(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FailingDisk.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }
}
