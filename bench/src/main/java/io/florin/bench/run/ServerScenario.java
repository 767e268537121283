package io.florin.bench.run;

import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.Distribution;
import io.florin.bench.load.HttpBatchCodec;
import io.florin.bench.load.HttpTransferCodec;
import io.florin.bench.load.LoadCodec;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.TimeOrderedIds;
import io.florin.bench.load.TransferFramesCodec;
import io.florin.bench.load.TransferSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Load on a node over loopback: every answer is checked, and every account's balances at the end. */
enum ServerScenario implements Scenario {
    WIRE_SINGLE(
            "wire-single",
            "Binary protocol, one transfer per request, closed loop.",
            new Defaults(8, 64, 1, 0, 10_000, Distribution.UNIFORM)),
    WIRE_BATCH(
            "wire-batch",
            "Binary protocol, 8,190 transfers per request, two under way.",
            new Defaults(1, 2, 8_190, 0, 10_000, Distribution.UNIFORM)),
    WIRE_OPEN(
            "wire-open",
            "Binary protocol, one transfer per request, at a fixed rate whatever the answers do.",
            new Defaults(8, 1_024, 1, 100_000, 10_000, Distribution.UNIFORM)),
    HTTP(
            "http",
            "HTTP and JSON, one transfer per request, keep-alive.",
            new Defaults(64, 1, 1, 0, 10_000, Distribution.UNIFORM)),
    HTTP_BATCH(
            "http-batch",
            "HTTP and JSON, 8,190 transfers per request, two connections.",
            new Defaults(2, 1, 8_190, 0, 10_000, Distribution.UNIFORM));

    private static final int BARE_WINDOW_MAX = 4_096;

    private final String title;
    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final Defaults defaults;

    ServerScenario(String title, String sentence, Defaults defaults) {
        this.title = title;
        this.sentence = sentence;
        this.defaults = defaults;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public Defaults defaults() {
        return defaults;
    }

    @Override
    public Report run(RunSettings settings, @Nullable Path out, LoadListener listener) throws Exception {
        if (this == HTTP && (settings.batch() != 1 || settings.window() != 1)) {
            throw new IllegalArgumentException("http sends one transfer at a time on a connection: batch="
                    + settings.batch() + " window=" + settings.window());
        }
        Limit limit = limit(settings);
        try (var node = NodeUnderLoad.start(settings);
                var accounts = BenchAccounts.connect(node.ready().binary())) {
            accounts.create(settings.accounts());
            var transfers = new TransferSource(settings.distribution(), settings.accounts(), 1);
            var ids = new TimeOrderedIds(System.nanoTime());
            InetSocketAddress address = this == HTTP || this == HTTP_BATCH
                    ? node.ready().http()
                    : node.ready().binary();
            var meter = new NodeMeter(node, listener);
            LoadResult result =
                    LoadGenerator.run(address, settings.load(), () -> codec(settings, transfers, ids), meter);
            long movedMinor = accounts.check(transfers, result.eventsInAll());
            if (out != null) LatencyFiles.write(out, title, result);
            return new Report(
                    title,
                    settings,
                    result.eventsPerSecond(),
                    Latency.of(result.latencyNs()),
                    meter.cpuSeconds() * 1e6 / result.events(),
                    meter.journalBytes() / (double) result.events(),
                    limit,
                    "%,d answers, all created and durable; %,d accounts to the cent; debits = credits = %,d"
                            .formatted(result.eventsInAll(), settings.accounts(), movedMinor));
        }
    }

    private Limit limit(RunSettings settings) throws IOException {
        if (this == HTTP) return Limits.bareHttpServer(settings);
        if (settings.isOneByOne()) return Limits.forceAndEcho(settings);
        return Limits.bareServer(settings, Math.min(BARE_WINDOW_MAX, settings.window() * settings.batch()));
    }

    private LoadCodec codec(RunSettings settings, TransferSource transfers, TimeOrderedIds ids) {
        return switch (this) {
            case HTTP -> new HttpTransferCodec("127.0.0.1", transfers, ids);
            case HTTP_BATCH -> new HttpBatchCodec("127.0.0.1", settings.batch(), transfers, ids);
            case WIRE_SINGLE, WIRE_BATCH, WIRE_OPEN -> new TransferFramesCodec(settings.batch(), transfers, ids);
        };
    }
}
