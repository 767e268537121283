package io.florin.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when a test says so; any thread. */
final class ManualClock implements Clock {
    private final AtomicLong epochNs;
    private final AtomicLong monotonicNs = new AtomicLong(1_000);

    ManualClock(long epochNs) {
        this.epochNs = new AtomicLong(epochNs);
    }

    /** Time passes: both clocks. */
    ManualClock advance(long elapsedNs) {
        epochNs.addAndGet(elapsedNs);
        monotonicNs.addAndGet(elapsedNs);
        return this;
    }

    /** An operator, or NTP, moves the wall clock alone. */
    ManualClock step(long offsetNs) {
        epochNs.addAndGet(offsetNs);
        return this;
    }

    @Override
    public long epochNs() {
        return epochNs.get();
    }

    @Override
    public long monotonicNs() {
        return monotonicNs.get();
    }
}
