package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.NodeState;
import io.florin.gateway.session.RefusedIds;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Pipeline;
import io.florin.pipeline.Positions;
import io.florin.protocol.codec.Durability;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;

/**
 * What others may know of this node, and whether its road still moves: a pulse passes it every second, so a released
 * sequence that stands still for long means that it does not.
 *
 * <p>An agent with a duty cycle that looks; any thread asks.
 */
final class NodeStatus implements Agent, NodeState {
    private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(10);

    private final UUID ledgerId;
    private final int epoch;
    private final boolean isAnyId;
    private final Pipeline pipeline;
    private final Positions positions;
    private final Counters counters;
    private final RefusedIds refusedIds;
    private final Clock clock;

    private volatile boolean isDraining;
    private volatile long seenReleased = Positions.NONE;
    private volatile long movedNs;

    /** Of a road that has its genesis. */
    NodeStatus(Road road, RefusedIds refusedIds, Clock clock) {
        this.ledgerId = road.ledgerId();
        this.epoch = road.epochNumber();
        this.isAnyId = road.isAnyId();
        this.pipeline = road.pipeline();
        this.positions = pipeline.positions();
        this.counters = road.counters();
        this.refusedIds = refusedIds;
        this.clock = clock;
        this.movedNs = clock.monotonicNs();
    }

    @Override
    public int doWork() {
        long released = positions.released();
        if (released == seenReleased && pipeline.admitsPulses()) return 0;

        seenReleased = released;
        movedNs = clock.monotonicNs(); // where no pulse finds space, standing still is no sign of anything
        counters.set(FlorinCounter.COMMANDS_DECIDED, positions.decided());
        counters.set(FlorinCounter.COMMANDS_RELEASED, released);
        counters.set(FlorinCounter.CLOCK_OFFSET_NS, clock.epochNs() - nowNs());
        return 1;
    }

    @Override
    public String roleName() {
        return "florin-status";
    }

    /** From now on nothing is admitted. */
    void draining() {
        isDraining = true;
    }

    @Override
    public boolean isLive() {
        return clock.monotonicNs() - movedNs < STUCK_NS;
    }

    @Override
    public boolean isReady() {
        return !isDraining && isLive() && pipeline.admitsCommands();
    }

    @Override
    public String reason() {
        if (isDraining) return "the node is draining";
        if (!isLive()) return "no command was answered for 10 seconds, although a pulse is due every second";
        if (pipeline.admitsCommands()) return "";
        return "the disk of the journal is full: reads are answered, commands are refused until there is space again";
    }

    @Override
    public String role() {
        return "PRIMARY";
    }

    @Override
    public UUID ledgerId() {
        return ledgerId;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public boolean isAnyId() {
        return isAnyId;
    }

    @Override
    public int durability() {
        return Durability.DISK.value();
    }

    @Override
    public long releasedSequence() {
        return positions.released();
    }

    @Override
    public long nowNs() {
        return positions.journalNs(clock.monotonicNs());
    }

    @Override
    public RefusedIds refusedIds() {
        return refusedIds;
    }

    @Override
    public String version() {
        return Build.id();
    }
}
