package io.florin.bench.run;

import io.florin.bench.load.LoadTarget;
import io.florin.counters.CountersFile;
import io.florin.counters.FlorinCounter;
import io.florin.ops.NodeProcess;
import io.florin.ops.NodeReady;
import io.florin.ops.TrialCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node in a process of its own, over a new ledger, with everything real: ports, journal, force. */
final class NodeUnderLoad implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
    private static final int CONNECTIONS_MIN = 256;

    /** Of this program itself, beside the load. */
    private static final int CONNECTIONS_BESIDE = 8;

    private static final int ACCOUNTS_MIN = 65_536;
    private static final int TRANSFERS_MAX = 4_194_304;

    private final ScratchDirectory directory;
    private final Path data;
    private final NodeProcess process;

    /** Whom its clients trust, if it speaks TLS. */
    private final Optional<Path> authority;

    private final Optional<BenchKeys> keys;

    private NodeUnderLoad(
            ScratchDirectory directory,
            Path data,
            NodeProcess process,
            Optional<Path> authority,
            Optional<BenchKeys> keys) {
        this.keys = keys;
        this.directory = directory;
        this.authority = authority;
        this.data = data;
        this.process = process;
    }

    static NodeUnderLoad start(RunSettings settings) throws IOException, InterruptedException {
        return start(make(settings));
    }

    /** Which asks for keys, of two principals. */
    static NodeUnderLoad startWithKeys(RunSettings settings) throws IOException, InterruptedException {
        return start(make(settings, true));
    }

    private static NodeUnderLoad start(NodeUnderLoad node) throws IOException, InterruptedException {
        try {
            node.process.start().awaitReady(READY_TIMEOUT);
            node.keys.ifPresent(keys -> keys.grant(node.ready().admin()));
            return node;
        } catch (IOException | RuntimeException | InterruptedException failed) {
            node.close();
            throw failed;
        }
    }

    /** Its ledger is made, and it is not started yet. */
    static NodeUnderLoad make(RunSettings settings) throws IOException, InterruptedException {
        return make(settings, settings.signature().isPresent());
    }

    private static NodeUnderLoad make(RunSettings settings, boolean asksForKeys)
            throws IOException, InterruptedException {
        ScratchDirectory directory = ScratchDirectory.make(settings.directory());
        Path data = directory.path().resolve("data");
        int connections = Math.max(CONNECTIONS_MIN, settings.connections() + CONNECTIONS_BESIDE);
        List<String> overrides = new ArrayList<>(List.of(
                "journal.filesystem=accept",
                "gateway.connections=" + connections,
                "gateway.connections-per-address=" + connections,
                "gateway.sessions=" + 2 * connections)); // those of before outlive their connections
        Optional<BenchKeys> keys = Optional.empty();
        if (asksForKeys) {
            keys = Optional.of(BenchKeys.make(directory.path(), settings.signature()));
            overrides.addAll(keys.get().settings());
        }
        Optional<Path> authority = Optional.empty();
        if (settings.isTls()) {
            TrialCertificates trial = TrialCertificates.make(directory.path());
            overrides.addAll(trial.issue("node").settings());
            authority = Optional.of(trial.authority());
        }
        overrides.addAll(settings.nodeSettings()); // last, so that they count
        var node = new NodeUnderLoad(
                directory,
                data,
                NodeProcess.of(new NodeProcess.Options(
                        data, directory.path().resolve("logs"), overrides, settings.nodeFlags())),
                authority,
                keys);
        try {
            node.process.init(
                    List.of(
                            "--accounts", Integer.toString(Math.max(ACCOUNTS_MIN, settings.accounts())),
                            "--transfers", Integer.toString(TRANSFERS_MAX)),
                    READY_TIMEOUT);
            return node;
        } catch (IOException | RuntimeException | InterruptedException failed) {
            node.close();
            throw failed;
        }
    }

    /** Its ports. */
    NodeReady ready() {
        return process.ready();
    }

    /** Its binary port, as clients reach it: in the name of the first key, if it asks for one. */
    LoadTarget binary() throws IOException {
        String key = keys.map(known -> known.first().text()).orElse("");
        return LoadTarget.of(ready().binary(), authority).withKey(key);
    }

    /** The same in the name of the second key, of another principal. */
    LoadTarget binaryOfSecond() throws IOException {
        return LoadTarget.of(ready().binary(), authority)
                .withKey(keys.orElseThrow().second().text());
    }

    /** The keys that open its doors; empty if it asks for none. */
    Optional<BenchKeys> keys() {
        return keys;
    }

    /** Its HTTP port likewise. */
    LoadTarget http() throws IOException {
        return LoadTarget.of(ready().http(), authority);
    }

    Path data() {
        return data;
    }

    /** SIGKILL if it runs, then a new start; what that said. */
    NodeReady killAndRestart() throws IOException, InterruptedException {
        if (process.isAlive()) process.kill();
        return process.start().awaitReady(READY_TIMEOUT).ready();
    }

    /** User and system, of all its threads since it began. */
    Duration cpu() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Whether a process of its own takes a snapshot just now. */
    boolean takesSnapshot() {
        return ProcessHandle.of(process.pid())
                .map(handle -> handle.children().findAny().isPresent())
                .orElse(false);
    }

    long snapshotsFailed() {
        return CountersFile.value(data.resolve("counters"), FlorinCounter.SNAPSHOTS_FAILED);
    }

    long journalBytes() {
        return CountersFile.value(data.resolve("counters"), FlorinCounter.JOURNAL_BYTES);
    }

    /** Sealed, appended and forced, each once. */
    long journalBatches() {
        return CountersFile.value(data.resolve("counters"), FlorinCounter.JOURNAL_BATCHES);
    }

    /** Ends it as an operator would, so that its JVM can write down what {@code --node-flag} asked for. */
    @Override
    public void close() throws IOException {
        try (directory;
                process) {
            if (process.isAlive()) process.terminate(END_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
