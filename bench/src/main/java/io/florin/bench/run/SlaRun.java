package io.florin.bench.run;

import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.Distribution;
import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.HttpTransferCodec;
import io.florin.bench.load.LoadCodec;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.LoadTarget;
import io.florin.bench.load.RefusedTransfers;
import io.florin.bench.load.TimeOrderedIds;
import io.florin.bench.load.TransferSource;
import io.florin.protocol.codec.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A profile's load on a node of its own, every answer checked, and every account to the cent at the end: what was
 * applied twice or lost would show there.
 *
 * @param refused before anything was recorded: {@code busy} and the like.
 * @param seconds of the counted time, as they were.
 */
record SlaRun(SlaProfile profile, LoadResult load, long refused, List<Second> seconds) {
    private static final String HOST = "127.0.0.1";

    /** What the node and the generator did in a second. */
    record Second(long answered, long journalBytes, long batches) {}

    static SlaRun run(SlaProfile profile, Path directory, List<String> nodeSettings, LoadListener listener)
            throws Exception {
        RunSettings settings = settings(profile, directory, nodeSettings);
        try (var node = NodeUnderLoad.start(settings);
                var accounts = BenchAccounts.connect(node.binary())) {
            accounts.create(profile.accounts());
            var sampler = new Sampler(node, listener);
            var refused = new RefusedTransfers();
            Traffic traffic = Traffic.of(profile.traffic(), settings, Optional.empty());
            var source = new TransferSource(Distribution.UNIFORM, profile.accounts(), 1);
            boolean isHttp = profile.traffic() == Traffic.Kind.HTTP;
            LoadTarget target = isHttp ? node.http() : node.binary();
            LoadResult result = LoadGenerator.run(
                    target, profile.load(), isHttp ? http(source, refused) : traffic.codecs(), sampler);
            ExpectedBooks books = isHttp
                    ? new ExpectedBooks(profile.accounts()).with(source.again(), result.eventsInAll())
                    : traffic.books(settings, result);
            refused.takeFrom(books);
            accounts.check(books);
            return new SlaRun(profile, result, refused.count(), List.copyOf(sampler.seconds));
        }
    }

    private static Supplier<LoadCodec> http(TransferSource source, RefusedTransfers refused) {
        var ids = new TimeOrderedIds(System.nanoTime());
        return () -> new HttpTransferCodec(HOST, source, ids).putDown(refused);
    }

    private static RunSettings settings(SlaProfile profile, Path directory, List<String> nodeSettings) {
        return new RunSettings(
                profile.seconds(),
                profile.warmUpSeconds(),
                profile.connections(),
                profile.window(),
                1,
                0,
                profile.accounts(),
                Distribution.UNIFORM,
                Durability.DISK,
                false,
                0,
                Optional.empty(),
                directory,
                nodeSettings,
                List.of(),
                RunSettings.Recorded.NONE);
    }

    /** Requests that were meant to leave in the counted time. */
    long offered() {
        return profile.curve().stream().mapToLong(Long::longValue).sum();
    }

    List<SlaObjective.Verdict> verdicts() {
        return profile.objectives().stream()
                .map(objective -> objective.of(this))
                .toList();
    }

    /** Looks at the node's counters once a second. */
    private static final class Sampler implements LoadListener {
        private final NodeUnderLoad node;
        private final LoadListener listener;
        private final List<Second> seconds = new ArrayList<>();
        private boolean isCounting;
        private long journalBytes;
        private long batches;

        Sampler(NodeUnderLoad node, LoadListener listener) {
            this.node = node;
            this.listener = listener;
        }

        @Override
        public void counting() {
            isCounting = true;
            journalBytes = node.journalBytes();
            batches = node.journalBatches();
            listener.counting();
        }

        @Override
        public void counted() {
            isCounting = false;
            listener.counted();
        }

        @Override
        public void progress(double fractionDone, long eventsNow) {
            listener.progress(fractionDone, eventsNow);
            if (!isCounting) return;
            long bytesNow = node.journalBytes();
            long batchesNow = node.journalBatches();
            seconds.add(new Second(eventsNow, bytesNow - journalBytes, batchesNow - batches));
            journalBytes = bytesNow;
            batches = batchesNow;
        }
    }
}
