package io.florin.bench.run;

import io.florin.bench.load.BenchJournal;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.TransferSource;
import io.florin.journal.JournalConfig;
import io.florin.ops.NodeConfig;
import io.florin.ops.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Group commit alone: seal, append and force batches of one size, in this process and on this thread. */
record JournalScenario() implements Scenario {
    private static final double NS_PER_SECOND = 1e9;
    private static final long LATENCY_MAX_NS = TimeUnit.MINUTES.toNanos(1);

    @Override
    public String title() {
        return "journal";
    }

    @Override
    public String sentence() {
        return "Seal, append and force alone, --batch transfers in each commit.";
    }

    @Override
    public List<Defaults> steps() {
        return List.of(Defaults.closed(1, 1).batch(512));
    }

    @Override
    public Report run(RunSettings settings, @Nullable Path out, LoadListener listener) throws Exception {
        JournalConfig config =
                NodeConfig.of(Settings.load(null, settings.nodeSettings())).journal();
        int bytes = BenchJournal.bytes(settings.batch());
        Limit limit = Limits.forceOf(settings, bytes, settings.batch());
        double sealNs = SealLimit.nsPerRecord(bytes, settings.batch());
        var transfers = new TransferSource(settings.distribution(), settings.accounts(), 1);
        var latencyNs = new Histogram(LATENCY_MAX_NS, 3);
        try (var directory = ScratchDirectory.make(settings.directory());
                var journal = BenchJournal.start(directory.path(), config, settings.batch())) {
            commit(journal, transfers, settings.warmUpSeconds(), new Histogram(latencyNs));
            listener.counting();
            long beginNs = System.nanoTime();
            long cpuNs = BenchThread.cpuNs();
            commit(journal, transfers, settings.seconds(), latencyNs);
            double elapsedNs = System.nanoTime() - beginNs;
            double cpuSeconds = (BenchThread.cpuNs() - cpuNs) / NS_PER_SECOND;
            listener.counted();
            double counted = (double) latencyNs.getTotalCount() * settings.batch();
            return new Report(
                    title(),
                    settings,
                    counted * NS_PER_SECOND / elapsedNs,
                    Latency.of(latencyNs),
                    cpuSeconds * 1e6 / counted,
                    (double) bytes / settings.batch(),
                    limit,
                    ("%,d commits, each forced before the next; processor: %.0f ns per record,"
                                    + " of which copies, CRC and SHA alone take %.0f")
                            .formatted(latencyNs.getTotalCount(), cpuSeconds * NS_PER_SECOND / counted, sealNs));
        }
    }

    private static void commit(BenchJournal journal, TransferSource transfers, int seconds, Histogram latencyNs)
            throws Exception {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < endNs) {
            journal.fill(transfers);
            long beginNs = System.nanoTime();
            journal.commit();
            latencyNs.recordValue(Math.min(LATENCY_MAX_NS, System.nanoTime() - beginNs));
        }
    }
}
