package io.florin.bench.run;

import io.florin.bench.limit.BareDurableServer;
import io.florin.bench.limit.BareFrames;
import io.florin.bench.limit.EchoServer;
import io.florin.bench.limit.ForceLimit;
import io.florin.bench.limit.JsonServer;
import io.florin.bench.limit.ServerProcess;
import io.florin.bench.load.FixedFrameCodec;
import io.florin.bench.load.HttpTransferCodec;
import io.florin.bench.load.LoadCodec;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.LoadSettings;
import io.florin.bench.load.TimeOrderedIds;
import io.florin.bench.load.TransferSource;
import java.io.IOException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Measures the limit that belongs to a scenario, just before the scenario itself. */
final class Limits {
    private static final int WARM_UP_SECONDS = 3;
    private static final int SECONDS = 5;
    private static final int PAGE = 4_096;
    private static final double US_PER_SECOND = 1e6;
    private static final double NS_PER_US = 1_000;

    /** A median force below this did not reach the disk. */
    private static final double FORCE_US_MIN = 50;

    private Limits() {}

    /** What one force and one round trip take together: nothing durable can answer faster. */
    static Limit forceAndEcho(RunSettings settings) throws IOException {
        double forceUs = p50Us(force(settings, PAGE));
        double echoUs = echo(settings.closed(1, 1)).p50Us();
        double sumUs = forceUs + echoUs;
        String name = "force %.0f us + echo %.0f us".formatted(forceUs, echoUs);
        return new Limit(name, US_PER_SECOND / sumUs, sumUs);
    }

    /** Bare Netty that gives every byte back. */
    static Limit echo(RunSettings settings) throws IOException {
        return bare(EchoServer.class, "bare Netty echo", settings, codec(settings, FixedFrameCodec.REQUEST_LENGTH));
    }

    /** Bare Netty that answers every HTTP request with the same JSON. */
    static Limit json(RunSettings settings) throws IOException {
        return bare(JsonServer.class, "bare Netty JSON responder", settings, httpCodec(settings));
    }

    private static Limit bare(Class<?> program, String name, RunSettings settings, Supplier<LoadCodec> codec)
            throws IOException {
        try (var server = ServerProcess.start(program)) {
            LoadResult result = load(server, settings, settings.connections(), settings.window(), codec);
            String described = "%s %d x %d".formatted(name, settings.connections(), settings.window());
            return new Limit(described, result.eventsPerSecond(), p50Us(result.latencyNs()));
        }
    }

    /** The bare durable server, one transfer per request. */
    static Limit bareServer(RunSettings settings, int window) throws IOException {
        return bareServer("bare durable server", "binary", settings, window, codec(settings, BareFrames.ANSWER_LENGTH));
    }

    /** The bare durable server with HTTP and JSON before it. */
    static Limit bareHttpServer(RunSettings settings) throws IOException {
        return bareServer("bare durable HTTP server", "http", settings, settings.window(), httpCodec(settings));
    }

    private static Supplier<LoadCodec> httpCodec(RunSettings settings) {
        TransferSource transfers = transfers(settings);
        TimeOrderedIds ids = ids();
        return () -> new HttpTransferCodec("127.0.0.1", transfers, ids);
    }

    private static Limit bareServer(
            String name, String protocol, RunSettings settings, int window, Supplier<LoadCodec> codec)
            throws IOException {
        try (var server = ServerProcess.start(
                BareDurableServer.class,
                settings.directory().toString(),
                Integer.toString(settings.accounts()),
                protocol)) {
            LoadResult result = load(server, settings, settings.connections(), window, codec);
            String described = "%s %d x %d".formatted(name, settings.connections(), window);
            return new Limit(described, result.eventsPerSecond(), p50Us(result.latencyNs()));
        }
    }

    /** Batches of so many bytes, written and forced one after the other. */
    static Limit forceOf(RunSettings settings, int bytes, int transfers) throws IOException {
        Histogram force = force(settings, bytes);
        double perSecond = force.getTotalCount() / (double) SECONDS;
        return new Limit("write + force of %,d B".formatted(bytes), perSecond * transfers, p50Us(force));
    }

    private static Histogram force(RunSettings settings, int length) throws IOException {
        Histogram force = ForceLimit.measure(settings.directory(), length, SECONDS);
        if (p50Us(force) < FORCE_US_MIN) {
            System.err.printf(
                    "florin: the median force took %.0f us, so it reached no disk: look before quoting: directory=%s%n",
                    p50Us(force), settings.directory());
        }
        return force;
    }

    private static LoadResult load(
            ServerProcess server, RunSettings settings, int connections, int window, Supplier<LoadCodec> codec)
            throws IOException {
        var load = new LoadSettings(connections, window, settings.load().requestsPerSecond(), WARM_UP_SECONDS, SECONDS);
        return LoadGenerator.run(server.address(), load, codec, LoadListener.NONE);
    }

    private static Supplier<LoadCodec> codec(RunSettings settings, int answerLength) {
        TransferSource transfers = transfers(settings);
        TimeOrderedIds ids = ids();
        return () -> new FixedFrameCodec(answerLength, transfers, ids);
    }

    private static TransferSource transfers(RunSettings settings) {
        return new TransferSource(settings.distribution(), settings.accounts(), System.nanoTime());
    }

    private static TimeOrderedIds ids() {
        return new TimeOrderedIds(System.nanoTime());
    }

    private static double p50Us(Histogram ns) {
        return ns.getValueAtPercentile(50) / NS_PER_US;
    }
}
