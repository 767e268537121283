package io.florin.gateway.session;

import java.util.UUID;

/**
 * What the doors must know of the node behind them. Any thread, at any time; every method answers at once from memory.
 */
public interface NodeState {

    /** Whether the process works; false asks whoever watches it to start it again. */
    boolean isLive();

    /** Whether commands are admitted now. */
    boolean isReady();

    /** Why the node is not live or not ready, one sentence; empty if it is both. */
    String reason();

    /** PRIMARY, STANDBY, … as the node calls itself. */
    String role();

    UUID ledgerId();

    int epoch();

    /** Whether the ledger takes opaque ids of transfers: its genesis chose the id policy {@code any}. */
    boolean isAnyId();

    /** What every answer of this node has reached: the SBE value of {@code Durability}. */
    int durability();

    /** Sequence of the last command whose answer was handed out; negative before the first. */
    long releasedSequence();

    /** Now in Florin's clock, the one that stamps commands; ns since the epoch. */
    long nowNs();

    /** Ids whose commands are refused at the doors. */
    default RefusedIds refusedIds() {
        return RefusedIds.NONE;
    }

    /** Of the build, such as 0.1.0. */
    String version();
}
