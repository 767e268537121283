package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.journal.Disk;
import io.florin.journal.RetentionConfig;
import io.florin.pipeline.Clock;
import io.florin.snapshot.SnapshotConfig;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that snapshots are taken, never by this process: when one is due, a process of its own, for idle cores,
 * folds the newest one and the journal behind it into the next ({@code florin snapshot create}). A fold beside the road
 * would take the memory of a second ledger from the node's heap, and its collections.
 *
 * <p>An agent that looks and launches; it waits for nothing.
 */
final class SnapshotWorker implements Agent {
    /** Of Linux' scheduler: a thread of the road that wakes up preempts such a process at once; nice alone does not. */
    private static final List<String> IDLE_POLICY = List.of("chrt", "--idle", "0");

    private static final int RECORD_BYTES = 200; // about; of a transfer, batch and request included
    private static final int PAUSE_AFTER_FAILURE = 8; // times the time that a snapshot is due after, at most

    private final SnapshotConfig config;
    private final RetentionConfig retention;
    private final Path data;
    private final Counters counters;
    private final Clock clock;
    private final Snapshots snapshots;

    private long begunNs;
    private long begunBytes;
    private long begunForced;
    private int failures;
    private @Nullable Process process;

    /**
     * Begins to look.
     *
     * @param replayed records that this start of the node had to decide again: they count as journal written.
     */
    SnapshotWorker(NodeConfig config, Counters counters, Clock clock, long replayed) {
        this.config = config.upkeep().snapshot();
        this.retention = config.upkeep().retention();
        this.data = config.data().path();
        this.snapshots = Snapshots.of(Disk.real(), data);
        this.begunBytes = -replayed * RECORD_BYTES;
        this.counters = counters;
        this.clock = clock;
        this.begunNs = clock.monotonicNs();
    }

    @Override
    public void onStart() {
        counters.set(FlorinCounter.SNAPSHOT_NEWEST, newest());
    }

    @Override
    public int doWork() {
        Process running = process;
        if (running != null) return running.isAlive() ? 0 : ended(running);
        if (!isDue()) return 0;

        begunNs = clock.monotonicNs();
        begunBytes = counters.value(FlorinCounter.JOURNAL_BYTES);
        begunForced = counters.value(FlorinCounter.JOURNAL_FORCED);
        launch();
        return 1;
    }

    /** By bytes or by time, whichever comes first; after failures ever later. */
    private boolean isDue() {
        long patience = Math.min(1L << failures, PAUSE_AFTER_FAILURE);
        long bytes = counters.value(FlorinCounter.JOURNAL_BYTES) - begunBytes;
        if (bytes >= config.everyBytes() * patience) return true;
        boolean isAnythingNew = counters.value(FlorinCounter.JOURNAL_FORCED) > begunForced;
        return isAnythingNew && (clock.monotonicNs() - begunNs) / patience >= config.everyNs();
    }

    private void launch() {
        try {
            process = start(IDLE_POLICY);
        } catch (IOException noChrt) {
            try {
                process = start(List.of());
            } catch (IOException failed) {
                failed("could not be started", failed);
            }
        }
    }

    private Process start(List<String> before) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Main.flags());
        command.add("-Xmx" + Runtime.getRuntime().maxMemory());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+UseTransparentHugePages"); // its tables are new memory each time: far fewer page faults
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("snapshot", "create", "--data", data.toString()));
        command.add("--with-parent"); // whose end is the end of the pipe to its standard input
        command.addAll(List.of("--cpu-percent", Integer.toString(config.cpuPercent())));
        command.addAll(List.of("--keep", Integer.toString(config.keep())));
        if (!retention.keepsAll()) command.addAll(List.of("--retain-ns", Long.toString(retention.retainNs())));
        retention.archive().ifPresent(archive -> command.addAll(List.of("--archive", archive.toString())));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("snapshots.log").toFile())
                .start();
    }

    private int ended(Process ended) {
        process = null;
        if (ended.exitValue() == 0) {
            failures = 0;
            counters.increment(FlorinCounter.SNAPSHOTS_TAKEN);
            counters.set(FlorinCounter.SNAPSHOT_NEWEST, newest());
        } else {
            failed("ended with " + ended.exitValue() + ", see " + data.resolve("snapshots.log"), null);
        }
        return 1;
    }

    private void failed(String how, @Nullable IOException cause) {
        failures = Math.min(failures + 1, PAUSE_AFTER_FAILURE);
        counters.increment(FlorinCounter.SNAPSHOTS_FAILED);
        counters.errorLog().record(new IllegalStateException("the process that takes snapshots " + how, cause));
    }

    private long newest() {
        try {
            return snapshots.list().stream()
                    .mapToLong(Snapshots.Entry::sequence)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String roleName() {
        return "florin-snapshot-worker";
    }

    /** What is under way is given up: it would read a journal of another life. */
    @Override
    public void onClose() {
        Process running = process;
        if (running == null) return;
        running.destroyForcibly();
        boolean isInterrupted = false;
        while (running.isAlive()) { // what it still writes, the next life would meet
            try {
                running.waitFor();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) Thread.currentThread().interrupt();
    }
}
