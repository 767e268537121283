package io.florin.gateway.session;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the kept answers of all sessions may take together. Any thread. */
final class KeptMemory {
    private final long max;
    private final AtomicLong taken = new AtomicLong();

    KeptMemory(long max) {
        this.max = max;
    }

    /** Takes so many bytes out of it; false if they are not there, and then nothing was taken. */
    boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) <= max) return true;
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
