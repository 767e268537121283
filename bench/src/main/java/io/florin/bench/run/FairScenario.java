package io.florin.bench.run;

import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.LoadSettings;
import io.florin.bench.load.LoadTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one client can do to another. A polite one sends transfers at fixed times, at half of what the node can do;
 * first alone, then beside a greedy one with a key and a principal of its own, which sends as much as it can. Both on
 * one node, one after the other, so that they are a pair.
 */
final class FairScenario implements Scenario {
    private static final double NS_PER_US = 1_000;
    private static final int POLITE_CONNECTIONS = 8;
    private static final int POLITE_WINDOW = 1_024;
    private static final int CLOSED_WINDOW = 64;
    private static final int MAXIMUM_SECONDS = 4;

    @Override
    public String title() {
        return "fair";
    }

    @Override
    public String sentence() {
        return "Binary protocol: a polite client's p99 at half of the maximum rate (or --rate), alone and beside a"
                + " greedy one with --connections, --window and --batch.";
    }

    @Override
    public List<Defaults> steps() {
        return List.of(Defaults.closed(8, CLOSED_WINDOW));
    }

    @Override
    public Report run(RunSettings settings, @Nullable Path out, LoadListener listener) throws Exception {
        try (var node = NodeUnderLoad.startWithKeys(settings);
                var accounts = BenchAccounts.connect(node.binary())) {
            accounts.create(settings.accounts());
            var books = new ExpectedBooks(settings.accounts());
            RunSettings single = settings.single();
            long rate = settings.rate() > 0 ? settings.rate() : half(node, single, books);
            LoadSettings polite = new LoadSettings(
                    POLITE_CONNECTIONS, POLITE_WINDOW, rate, settings.warmUpSeconds(), settings.seconds());
            LoadResult alone = load(node.binary(), polite, Traffic.ofStream(2, single), books, listener);

            Traffic greed = Traffic.ofStream(3, settings);
            CompletableFuture<LoadResult> greedy = beside(node.binaryOfSecond(), settings.closedLoad(), greed);
            LoadResult beside = load(node.binary(), polite, Traffic.ofStream(4, single), books, listener);
            LoadResult taken = await(greedy, polite);
            greed.enter(books, taken);
            accounts.check(books);
            if (out != null) LatencyFiles.write(out, title(), beside);
            return report(settings, rate, alone, beside, taken, books);
        }
    }

    /** Half of what a closed loop of 8 x 64 reaches just before. */
    private static long half(NodeUnderLoad node, RunSettings single, ExpectedBooks books) throws Exception {
        var closed = LoadSettings.closed(POLITE_CONNECTIONS, CLOSED_WINDOW, single.warmUpSeconds(), MAXIMUM_SECONDS);
        LoadResult maximum = load(node.binary(), closed, Traffic.ofStream(1, single), books, LoadListener.NONE);
        return Math.round(maximum.eventsPerSecond() / 2);
    }

    private static LoadResult load(
            LoadTarget target, LoadSettings settings, Traffic traffic, ExpectedBooks books, LoadListener listener)
            throws Exception {
        LoadResult result = LoadGenerator.run(target, settings, traffic.codecs(), listener);
        traffic.enter(books, result);
        return result;
    }

    /** On a thread of its own. */
    private static CompletableFuture<LoadResult> beside(LoadTarget target, LoadSettings settings, Traffic traffic) {
        var result = new CompletableFuture<LoadResult>();
        var thread = new Thread(
                () -> {
                    try {
                        result.complete(LoadGenerator.run(target, settings, traffic.codecs(), LoadListener.NONE));
                    } catch (Exception | Error failed) {
                        result.completeExceptionally(failed);
                    }
                },
                "greedy");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static LoadResult await(CompletableFuture<LoadResult> greedy, LoadSettings polite) throws Exception {
        try {
            return greedy.get(polite.warmUpSeconds() + polite.seconds() + 60L, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new CompletionException("the greedy client failed", failed.getCause());
        }
    }

    private Report report(
            RunSettings settings,
            long rate,
            LoadResult alone,
            LoadResult beside,
            LoadResult taken,
            ExpectedBooks books) {
        return new Report(
                title(),
                settings,
                beside.eventsPerSecond(),
                Latency.of(beside.latencyNs()),
                0,
                0,
                new Limit(
                        "alone, at %,d/s".formatted(rate),
                        alone.eventsPerSecond(),
                        percentileUs(alone, 50),
                        percentileUs(alone, 99)),
                String.format(
                        Locale.ROOT,
                        "%,d answers, all as they must be; %,d accounts to the cent; the greedy one moved %,.0f/s, p99"
                                + " %,.0f us",
                        alone.eventsInAll() + beside.eventsInAll() + taken.eventsInAll(),
                        books.accounts(),
                        taken.eventsPerSecond(),
                        percentileUs(taken, 99)));
    }

    private static double percentileUs(LoadResult result, double percentile) {
        return result.latencyNs().getValueAtPercentile(percentile) / NS_PER_US;
    }
}
