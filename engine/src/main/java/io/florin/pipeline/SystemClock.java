package io.florin.pipeline;

import org.agrona.concurrent.SystemEpochNanoClock;

/** The clocks of this machine. */
final class SystemClock implements Clock {
    static final SystemClock INSTANCE = new SystemClock();

    private SystemClock() {}

    @Override
    public long epochNs() {
        return SystemEpochNanoClock.INSTANCE.nanoTime();
    }

    @Override
    public long monotonicNs() {
        return System.nanoTime();
    }
}
