package io.florin.pipeline;

import com.lmax.disruptor.EventHandler;

/**
 * A stage of the road behind the ledger: journal, replication, reply. It meets every slot in order, exactly once, on
 * one thread. An exception that leaves it halts the process.
 */
public interface RoadStage extends EventHandler<Slot> {

    /**
     * Highest ring sequence that this stage is done with, so that the next stage may have it. At the end of a batch
     * that is the whole batch; a stage that works in groups may be done with a part of it earlier.
     */
    long passed();
}
