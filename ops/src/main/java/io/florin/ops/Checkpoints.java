package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.feed.AttestedStates;
import io.florin.feed.CheckpointAgent;
import io.florin.feed.CheckpointFile;
import io.florin.feed.CheckpointPublisher;
import io.florin.feed.JournalSource;
import io.florin.feed.KeyFiles;
import io.florin.feed.SigningKey;
import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.pipeline.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingIdleStrategy;

/** Wires the signing of a journal: beside a node that serves, or once, from outside. */
public final class Checkpoints {
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private Checkpoints() {}

    /**
     * Before anything in the data directory changes: is the key one, and the journal the one that was signed?
     *
     * @throws io.florin.feed.ProofRefusedException likewise {@link io.florin.feed.ProofBrokenException}, if not.
     */
    static void refuseWrong(NodeConfig config) throws IOException {
        Optional<CheckpointConfig> checkpoint = config.upkeep().checkpoint();
        if (checkpoint.isEmpty()) return;
        Path data = config.data().path();
        KeyFiles.signing(checkpoint.get().key(), data);
        if (Disk.real().isLocked(data.resolve("lock"))) return; // the start itself will say so
        Optional<CheckpointPublisher> opened = open(checkpoint.get(), data);
        if (opened.isPresent()) opened.get().close();
    }

    /** Signs on schedule from now on, on a thread of its own, until it is closed. */
    static AgentRunner start(CheckpointConfig config, Road road) throws IOException {
        Counters counters = road.counters();
        Path data = road.data();
        SigningKey key = KeyFiles.signing(config.key(), data);
        CheckpointAgent agent = CheckpointAgent.open(
                resources(config, data, road.ledgerId(), road.journal()::read),
                key,
                new CheckpointAgent.Schedule(config.intervalNs(), config.recordsMax()),
                Clock.system()::monotonicNs,
                counters);
        var runner = new AgentRunner(
                new SleepingIdleStrategy(IDLE_NS), broken -> counters.errorLog().record(broken), null, agent);
        AgentRunner.startOnThread(runner, Checkpoints::daemon);
        return runner;
    }

    private static Thread daemon(Runnable agent) {
        var thread = new Thread(agent, "florin-checkpoint");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Opens the file of a ledger that somebody else runs, or nobody, to sign what is there.
     *
     * @return empty if another process publishes to this file now.
     */
    public static Optional<CheckpointPublisher> open(CheckpointConfig config, Path data) throws IOException {
        SigningKey key = KeyFiles.signing(config.key(), data);
        JournalView view = JournalView.of(Disk.real(), data);
        var ledgerId = new UUID(view.ledgerIdHigh(), view.ledgerIdLow());
        return CheckpointPublisher.open(resources(config, data, ledgerId, view::read), key);
    }

    private static CheckpointPublisher.Resources resources(
            CheckpointConfig config, Path data, UUID ledgerId, JournalSource journal) {
        return new CheckpointPublisher.Resources(
                Disk.real(),
                data,
                ledgerId,
                journal,
                CheckpointFile.of(Disk.real(), config.file()),
                AttestedStates.of(Disk.real(), data),
                InstantSource.system());
    }
}
