package io.florin.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A journal that a test lets through: it keeps what it saw and passes a batch only when it may. */
final class HeldStage implements RoadStage {
    private final Semaphore permits;
    private final List<Long> sequences = new ArrayList<>();
    private final List<Integer> batchEndEvents = new ArrayList<>();
    private volatile boolean isFailing;
    private volatile long passed = -1;

    /** @param permits batches that may pass; give {@code Integer.MAX_VALUE} for all. */
    HeldStage(int permits) {
        this.permits = new Semaphore(permits);
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) throws Exception {
        if (isFailing) throw new java.io.IOException("disk.force=failed");
        synchronized (this) {
            if (slot.isJournaled()) sequences.add(slot.sequence());
            if (endOfBatch) batchEndEvents.add(slot.isLast() ? 0 : slot.events() - slot.index());
        }
        if (!endOfBatch) return;

        permits.acquire();
        passed = ringSequence;
    }

    @Override
    public long passed() {
        return passed;
    }

    void letPass(int batches) {
        permits.release(batches);
    }

    void fail() {
        isFailing = true;
    }

    /** Sequences of what was journaled, in order. */
    synchronized List<Long> sequences() {
        return List.copyOf(sequences);
    }

    /** For each batch, how many events of its last request were missing; all zero if requests stay whole. */
    synchronized List<Integer> missingAtBatchEnds() {
        return List.copyOf(batchEndEvents);
    }
}
