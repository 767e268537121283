package io.florin.gateway;

import io.florin.pipeline.RoadStage;
import io.florin.pipeline.Slot;
import java.util.concurrent.Semaphore;

/** A journal without a disk; a test may hold it, so that nothing is answered. */
final class PassingStage implements RoadStage {
    private final Semaphore gate = new Semaphore(1);
    private volatile long passed = -1;

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) throws InterruptedException {
        gate.acquire();
        gate.release();
        passed = ringSequence;
    }

    @Override
    public long passed() {
        return passed;
    }

    /** From now on nothing passes. */
    void hold() {
        gate.acquireUninterruptibly();
    }

    void letPass() {
        gate.release();
    }
}
