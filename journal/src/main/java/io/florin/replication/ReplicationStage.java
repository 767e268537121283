package io.florin.replication;

import io.florin.pipeline.RoadStage;
import io.florin.pipeline.Slot;

/** The place of the standby on the road. There is none yet, so everything passes at once. */
public final class ReplicationStage implements RoadStage {
    private long passed = -1;

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        passed = ringSequence;
    }

    @Override
    public long passed() {
        return passed;
    }
}
