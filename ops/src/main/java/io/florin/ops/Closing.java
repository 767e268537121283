package io.florin.ops;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What was opened, closed in reverse order. The first failure is thrown when all were closed, others hang on it. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes what was opened before something failed; what fails now hangs on that. */
    void closeAfter(Exception failed) {
        try {
            close();
        } catch (Exception second) {
            failed.addSuppressed(second);
        }
    }

    @Override
    public void close() throws IOException {
        @Nullable Exception first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failed) {
                if (first == null) first = failed;
                else first.addSuppressed(failed);
            }
        }
        if (first == null) return;
        if (first instanceof RuntimeException unchecked) throw unchecked;
        if (first instanceof IOException failed) throw failed;
        throw new IllegalStateException(first);
    }
}
