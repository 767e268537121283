package io.florin.ops.tool.demo;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How much is under way: bounds it, and counts it for whoever pulls the plug. */
final class Window {
    private static final long PATIENCE_SECONDS = 60;

    private final int transfersMax;
    private final Semaphore free;
    private final AtomicInteger requests = new AtomicInteger();

    Window(int transfersMax) {
        this.transfersMax = transfersMax;
        this.free = new Semaphore(transfersMax);
    }

    /** Takes place for a request, and waits until there is. */
    void enter(int transfers) throws InterruptedException {
        if (!free.tryAcquire(transfers, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was answered for so long: seconds=" + PATIENCE_SECONDS);
        }
        requests.incrementAndGet();
    }

    /** The request is over, whatever became of it. */
    void leave(int transfers) {
        requests.decrementAndGet();
        free.release(transfers);
    }

    int requests() {
        return requests.get();
    }

    int transfers() {
        return transfersMax - free.availablePermits();
    }
}
