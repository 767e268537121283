package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.Gateway;
import io.florin.gateway.History;
import io.florin.gateway.Interior;
import io.florin.gateway.session.RefusedIds;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Halt;
import io.florin.pipeline.Pulser;
import io.florin.replay.Recovery;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.SleepingIdleStrategy;

/**
 * A node that serves: everything is wired here, in the order in which it starts, and closed the other way round.
 *
 * <pre>
 *   settings -> data directory -> recovery -> new epoch -> journal, pipeline -> pulser -> gateway
 * </pre>
 */
public final class Node implements AutoCloseable {
    private static final int NODE_NUMBER = 1; // of a pair, later
    private static final long SNAPSHOT_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Closing closing;
    private final Road road;
    private final NodeStatus status;
    private final Gateway gateway;

    private Node(Closing closing, Road road, NodeStatus status, Gateway gateway) {
        this.closing = closing;
        this.road = road;
        this.status = status;
        this.gateway = gateway;
    }

    /** Whether a node was made in the data directory of these settings. */
    public static boolean isInitialised(NodeConfig config) {
        return DataDirectory.exists(Disk.real(), config.data().path());
    }

    /**
     * Makes a new ledger in the data directory: its id, then the first record of its journal. May be repeated after it
     * was interrupted.
     *
     * @param lastWords where the process says in one line why it halts.
     * @throws ConfigurationException if there is a ledger already; likewise the journal's exceptions.
     */
    public static void init(NodeConfig config, Genesis genesis, UUID ledgerId, Consumer<String> lastWords)
            throws IOException, InterruptedException {
        if (!isInitialised(config)) {
            DataDirectory.create(
                    Disk.real(),
                    config.data(),
                    ledgerId.getMostSignificantBits(),
                    ledgerId.getLeastSignificantBits(),
                    NODE_NUMBER);
        }
        try (Road road = Road.open(config, Road.Found.NOTHING, around(Recovery.Progress.NONE, lastWords))) {
            road.genesis(genesis);
            road.epoch();
        }
    }

    /**
     * Recovers and serves; clients are answered when this returns.
     *
     * @param progress told how far recovery has come.
     * @param lastWords where the process says in one line why it halts.
     * @throws ConfigurationException if an operator must act first; likewise the exceptions of journal and replay.
     */
    public static Node start(NodeConfig config, Recovery.Progress progress, Consumer<String> lastWords)
            throws IOException, InterruptedException {
        var closing = new Closing();
        try {
            Road.Around around = around(progress, lastWords);
            var doors = Doors.of(config);
            if (isInitialised(config)) Checkpoints.refuseWrong(config);
            Road road = closing.add(Road.open(config, Road.Found.LEDGER, around));
            road.epoch();
            return open(closing, config, doors, road, around);
        } catch (Exception failed) {
            closing.closeAfter(failed);
            throw failed;
        }
    }

    private static Node open(Closing closing, NodeConfig config, Doors doors, Road road, Road.Around around)
            throws IOException {
        var pipeline = road.pipeline();
        var status = new NodeStatus(road, RefusedIds.of(config.refuse()), around.clock());
        Feed feed = closing.add(Feed.start(road, around.clock())); // closed behind the doors, and before the journal
        History history = history(closing, config, road, around);
        var interior = new Interior(status, feed.events(), history, config.ledgers());
        Gateway gateway = closing.add(gateway(config, doors, road, interior));
        if (doors.needLooks()) closing.add(looks(doors, road.counters()));
        var checkpoint = config.upkeep().checkpoint();
        if (checkpoint.isPresent()) closing.add(Checkpoints.start(checkpoint.get(), road)); // closed behind the drain
        closing.add(road::drain);
        var pulser = new Pulser(pipeline.ingress(), pipeline.positions(), around.clock());
        var runner = closing.add(new AgentRunner(
                new SleepingIdleStrategy(IDLE_NS),
                broken -> road.halt().halt(Halt.BROKEN, "pulser", broken),
                null,
                new CompositeAgent(pulser, status)));
        AgentRunner.startOnThread(runner, agent -> daemon(agent, "florin-pulser"));
        closing.add(disk(config, road, around));
        if (config.upkeep().snapshot().isOn()) closing.add(snapshots(config, road, around.clock()));
        if (!config.upkeep().days().rules().isEmpty()) closing.add(days(config, road));
        closing.add(gateway::stopAdmission);
        closing.add(status::draining);
        return new Node(closing, road, status, gateway);
    }

    /** Of the read model, if there is one; closed behind the doors. */
    private static History history(Closing closing, NodeConfig config, Road road, Road.Around around) {
        var projection = config.upkeep().projection();
        if (projection.isEmpty()) return History.NONE;
        var tail = ReadModelTail.start(projection.get(), road, around.clock(), around.lastWords());
        if (tail.isEmpty()) return History.NONE;
        closing.add(tail.get());
        return closing.add(ReadModelHistory.of(tail.get(), road.counters().errorLog()::record));
    }

    /** A snapshot that fails costs time at the next start and nothing else: it is counted, and the node goes on. */
    private static AgentRunner snapshots(NodeConfig config, Road road, Clock clock) {
        Counters counters = road.counters();
        var runner = new AgentRunner(
                new SleepingIdleStrategy(SNAPSHOT_LOOK_NS),
                failed -> {
                    counters.increment(FlorinCounter.SNAPSHOTS_FAILED);
                    counters.errorLog().record(failed);
                },
                null,
                new SnapshotWorker(config, counters, clock, road.replayed()));
        AgentRunner.startOnThread(runner, agent -> daemon(agent, "florin-snapshots"));
        return runner;
    }

    private static AgentRunner disk(NodeConfig config, Road road, Road.Around around) throws IOException {
        var space = DiskWatch.Space.of(config.data().path());
        var runner = new AgentRunner(
                new SleepingIdleStrategy(LOOK_NS),
                failed -> road.counters().errorLog().record(failed),
                null,
                new DiskWatch(space, road.counters(), around.clock(), around.lastWords()));
        AgentRunner.startOnThread(runner, agent -> daemon(agent, "florin-disk"));
        return runner;
    }

    private static AgentRunner days(NodeConfig config, Road road) {
        var runner = new AgentRunner(
                new SleepingIdleStrategy(LOOK_NS),
                failed -> road.counters().errorLog().record(failed),
                null,
                new DaySchedule(
                        config.upkeep().days(),
                        road::closeDay,
                        road::lastDayClosed,
                        Instant.EPOCH.plusNanos(road.genesisNs()),
                        InstantSource.system(),
                        road.counters()));
        AgentRunner.startOnThread(runner, agent -> daemon(agent, "florin-days"));
        return runner;
    }

    private static AgentRunner looks(Doors doors, Counters counters) {
        var runner = new AgentRunner(
                new SleepingIdleStrategy(LOOK_NS),
                broken -> counters.errorLog().record(broken),
                null,
                new DoorsWatch(doors, counters));
        AgentRunner.startOnThread(runner, agent -> daemon(agent, "florin-keys"));
        return runner;
    }

    private static Gateway gateway(NodeConfig config, Doors doors, Road road, Interior interior) {
        try {
            return Gateway.start(
                    config.gateway(),
                    doors.doorkeeper(),
                    doors.certificates(),
                    road.pipeline().ingress(),
                    interior,
                    road.counters());
        } catch (IllegalStateException notBound) {
            throw new ConfigurationException(String.valueOf(notBound.getMessage()), notBound);
        }
    }

    private static Thread daemon(Runnable agent, String name) {
        var thread = new Thread(agent, name);
        thread.setDaemon(true);
        return thread;
    }

    private static Road.Around around(Recovery.Progress progress, Consumer<String> lastWords) {
        return new Road.Around(Clock.system(), progress, lastWords);
    }

    /** Where its clients find it, and what its start took. */
    public NodeReady ready() {
        return new NodeReady(
                gateway.binaryAddress(),
                gateway.httpAddress(),
                gateway.adminAddress(),
                status.epoch(),
                road.tail().sequence(),
                road.replayed(),
                road.snapshotNs(),
                road.recoveryNs());
    }

    public UUID ledgerId() {
        return status.ledgerId();
    }

    /**
     * Drains: admits nothing more, answers everything that was admitted, ends the journal so that its end can be told
     * from a torn one.
     *
     * @throws IllegalStateException if not everything was answered in time.
     */
    @Override
    public void close() throws IOException {
        closing.close();
    }
}
