package io.florin.gateway.http;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks, a thousand times a second, whether the node has come far enough; one event loop. */
final class PositionWait implements Runnable {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventExecutor loop;
    private final BooleanSupplier isReached;
    private final long deadlineNs;
    private final Runnable reached;
    private final Runnable late;

    /** What is told in the end. */
    @FunctionalInterface
    interface Outcome {
        void accept(boolean isReached);
    }

    private PositionWait(
            EventExecutor loop, BooleanSupplier isReached, long deadlineNs, Runnable reached, Runnable late) {
        this.loop = loop;
        this.isReached = isReached;
        this.deadlineNs = deadlineNs;
        this.reached = reached;
        this.late = late;
    }

    /** Tells, once, whether it was reached within the time that the client would wait. */
    static void begin(EventExecutor loop, BooleanSupplier isReached, Preferences preferences, Outcome then) {
        long deadlineNs = System.nanoTime() + preferences.waitNs();
        new PositionWait(loop, isReached, deadlineNs, () -> then.accept(true), () -> then.accept(false)).run();
    }

    @Override
    public void run() {
        if (isReached.getAsBoolean()) {
            reached.run();
        } else if (System.nanoTime() - deadlineNs >= 0) {
            late.run();
        } else {
            loop.schedule(this, LOOK_NS, TimeUnit.NANOSECONDS);
        }
    }
}
