package io.florin.bench.run;

import io.florin.bench.limit.RandomUpdateLimit;
import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.TimeOrderedIds;
import io.florin.bench.load.TransferFramesCodec;
import io.florin.bench.load.TransferSource;
import io.florin.ops.NodeReady;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast a killed node is back: load, SIGKILL, start. Every record is read, verified, decided again and compared; the
 * books are checked before and after.
 */
record RecoveryScenario() implements Scenario {
    private static final double NS_PER_SECOND = 1e9;

    @Override
    public String title() {
        return "recovery";
    }

    @Override
    public String sentence() {
        return "Load, kill, start again: records read, decided again and compared per second.";
    }

    @Override
    public List<Defaults> steps() {
        return List.of(Defaults.closed(1, 2).batch(8_190));
    }

    @Override
    public Report run(RunSettings settings, @Nullable Path out, LoadListener listener) throws Exception {
        var transfers = new TransferSource(settings.distribution(), settings.accounts(), 1);
        double limit = RandomUpdateLimit.measure(transfers.again(), settings.seconds());
        if (settings.recorded().records() > 0) return recorded(settings, transfers, limit, listener);
        try (var node = NodeUnderLoad.start(settings)) {
            LoadResult result = load(node, settings, transfers, listener);
            NodeReady ready = node.killAndRestart();
            if (ready.recovered() < result.eventsInAll()) {
                throw new LoadFailedException(
                        "answered " + result.eventsInAll() + " transfers, found recovered=" + ready.recovered());
            }
            check(node, transfers, result);
            return new Report(
                    title(),
                    settings,
                    ready.replayed() * NS_PER_SECOND / ready.recoveryNs(),
                    null,
                    0,
                    0,
                    floor(limit),
                    "%,d records recovered, every result compared; %,d accounts to the cent, before the kill and after"
                            .formatted(ready.replayed(), settings.accounts()));
        }
    }

    /** No snapshot may be taken beside the starts that are measured. */
    private Report recorded(RunSettings settings, TransferSource transfers, double limit, LoadListener listener)
            throws Exception {
        try (var node = NodeUnderLoad.make(settings.with("snapshot.worker=off"))) {
            var started = new RecordedRecovery(settings, listener, transfers, node).run();
            return new Report(
                    title(), settings, started.recordsPerSecond(), null, 0, 0, floor(limit), started.sentence());
        }
    }

    private static Limit floor(double updatesPerSecond) {
        return new Limit("random account updates with id insert", updatesPerSecond, 0);
    }

    private static LoadResult load(
            NodeUnderLoad node, RunSettings settings, TransferSource transfers, LoadListener listener)
            throws Exception {
        try (var accounts = BenchAccounts.connect(node.ready().binary())) {
            accounts.create(settings.accounts());
        }
        var ids = new TimeOrderedIds(System.nanoTime());
        LoadResult result = LoadGenerator.run(
                node.ready().binary(),
                settings.load(),
                () -> new TransferFramesCodec(settings.batch(), settings.durability(), transfers, ids),
                listener);
        check(node, transfers, result);
        return result;
    }

    private static void check(NodeUnderLoad node, TransferSource transfers, LoadResult result) throws Exception {
        try (var accounts = BenchAccounts.connect(node.ready().binary())) {
            accounts.check(new ExpectedBooks(transfers.accounts()).with(transfers.again(), result.eventsInAll()));
        }
    }
}
