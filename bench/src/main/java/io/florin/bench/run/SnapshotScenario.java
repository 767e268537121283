package io.florin.bench.run;

import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.TimeOrderedIds;
import io.florin.bench.load.TransferFramesCodec;
import io.florin.bench.load.TransferSource;
import io.florin.bench.run.SnapshotWatch.Second;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What taking snapshots costs the node that serves: one load, seconds with the node's own snapshot worker beside it
 * against the seconds between them. They alternate within one run, so that both sides meet the same machine.
 */
record SnapshotScenario() implements Scenario {
    private static final String EVERY = "snapshot.every=";
    private static final int SECONDS_MIN = 5;
    private static final int P99 = 99;

    @Override
    public String title() {
        return "snapshot";
    }

    @Override
    public String sentence() {
        return "Load while snapshots are taken beside the node, against the same load between them; --seconds 100.";
    }

    @Override
    public List<Defaults> steps() {
        return List.of(Defaults.closed(8, 64));
    }

    @Override
    public Report run(RunSettings settings, @Nullable Path out, LoadListener listener) throws Exception {
        try (var node = NodeUnderLoad.start(scheduled(settings));
                var accounts = BenchAccounts.connect(node.ready().binary())) {
            accounts.create(settings.accounts());
            var transfers = new TransferSource(settings.distribution(), settings.accounts(), 1);
            var ids = new TimeOrderedIds(System.nanoTime());
            var watch = new SnapshotWatch(node::takesSnapshot, listener);
            var meter = new NodeMeter(node, watch);
            LoadResult result = LoadGenerator.run(
                    node.ready().binary(),
                    settings.load(),
                    () -> new TransferFramesCodec(settings.batch(), settings.durability(), transfers, ids),
                    meter);
            accounts.check(new ExpectedBooks(transfers.accounts()).with(transfers.again(), result.eventsInAll()));
            if (out != null) LatencyFiles.write(out, title(), result);
            if (node.snapshotsFailed() > 0) {
                throw new LoadFailedException("snapshots failed: snapshots=" + node.snapshotsFailed());
            }
            return report(settings, result, watch, meter);
        }
    }

    /** Often enough to be met, seldom enough to leave seconds without one. */
    private static RunSettings scheduled(RunSettings settings) {
        RunSettings byTime = settings.with("snapshot.every-bytes=1 TiB");
        boolean isAsked = settings.nodeSettings().stream().anyMatch(setting -> setting.contains(EVERY));
        return isAsked ? byTime : byTime.with(EVERY + "45 s");
    }

    private Report report(RunSettings settings, LoadResult result, SnapshotWatch watch, NodeMeter meter) {
        int withSeconds = watch.count(Second.WITH);
        int withoutSeconds = watch.count(Second.WITHOUT);
        if (withSeconds < SECONDS_MIN || withoutSeconds < SECONDS_MIN) {
            throw new IllegalArgumentException("too short to compare, " + withSeconds + " s with a snapshot and "
                    + withoutSeconds + " s without: seconds=" + settings.seconds());
        }
        Histogram with = watch.latencyNs(Second.WITH, result.seconds());
        Histogram without = watch.latencyNs(Second.WITHOUT, result.seconds());
        Latency withUs = Latency.of(with);
        Latency withoutUs = Latency.of(without);
        double withoutPerSecond = (double) without.getTotalCount() * settings.batch() / withoutSeconds;
        return new Report(
                title(),
                settings,
                (double) with.getTotalCount() * settings.batch() / withSeconds,
                withUs,
                meter.cpuSeconds() * 1e6 / result.events(),
                meter.journalBytes() / (double) result.events(),
                new Limit("the same node between its snapshots", withoutPerSecond, withoutUs.p50()),
                String.format(
                        Locale.ROOT,
                        "%d s with a snapshot under way, %d s without; p%d %,.0f us against %,.0f us, %.2f times; %,d"
                                + " accounts to the cent",
                        withSeconds,
                        withoutSeconds,
                        P99,
                        withUs.p99(),
                        withoutUs.p99(),
                        withUs.p99() / withoutUs.p99(),
                        settings.accounts()));
    }
}
