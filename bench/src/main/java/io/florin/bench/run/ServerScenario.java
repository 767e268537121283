package io.florin.bench.run;

import io.florin.bench.load.Distribution;
import io.florin.bench.load.LoadListener;
import io.florin.protocol.codec.Durability;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Load on a node over loopback: every answer is checked, and every account's balances at the end. */
enum ServerScenario implements Scenario {
    WIRE_SINGLE(
            "wire-single",
            "Binary protocol, one transfer per request, closed loop.",
            Traffic.Kind.BINARY,
            Defaults.closed(8, 64)),
    WIRE_BATCH(
            "wire-batch",
            "Binary protocol, 8,190 transfers per request, two under way.",
            Traffic.Kind.BINARY,
            Defaults.closed(1, 2).batch(8_190)),
    WIRE_OPEN(
            "wire-open",
            "Binary protocol, one transfer per request, sent at fixed times whatever the answers do; without --rate at"
                    + " half of what a closed loop of 8 x 64 reaches just before.",
            Traffic.Kind.BINARY,
            Defaults.closed(8, 1_024)),
    HTTP("http", "HTTP and JSON, one transfer per request, keep-alive.", Traffic.Kind.HTTP, Defaults.closed(64, 1)),
    HTTP_BATCH(
            "http-batch",
            "HTTP and JSON, 8,190 transfers per request, two connections.",
            Traffic.Kind.HTTP_BATCH,
            Defaults.closed(2, 1).batch(8_190)),
    HOT_ACCOUNT(
            "hot-account",
            "As wire-single, with one account that is credited by all; beside the same with uniform accounts.",
            Traffic.Kind.BINARY,
            Defaults.closed(8, 64).distribution(Distribution.HOT)),
    ACCOUNTS_SCALE(
            "accounts-scale",
            "As wire-single, with 10 thousand, 1 million and 10 million accounts; one of them with --accounts.",
            Traffic.Kind.BINARY,
            Defaults.closed(8, 64),
            Defaults.closed(8, 64).accounts(1_000_000),
            Defaults.closed(8, 64).accounts(10_000_000)),
    CLIENTS(
            "clients",
            "Independent clients, each with one transfer under way: 1, 8, 32 and 256; one of them with --connections.",
            Traffic.Kind.BINARY,
            Defaults.closed(1, 1),
            Defaults.closed(8, 1),
            Defaults.closed(32, 1),
            Defaults.closed(256, 1)),
    SESSIONS(
            "sessions",
            "1 to 10,000 connections that are mostly idle: 5,000 transfers a second in all, round and round.",
            Traffic.Kind.BINARY,
            Defaults.closed(1, 8).rate(5_000),
            Defaults.closed(10, 8).rate(5_000),
            Defaults.closed(100, 8).rate(5_000),
            Defaults.closed(1_000, 8).rate(5_000),
            Defaults.closed(10_000, 8).rate(5_000)),
    MIXED(
            "mixed",
            "What a payment system sends: transfers, holds, posts, voids, chains, reads, refusals; beside wire-single.",
            Traffic.Kind.MIXED,
            Defaults.closed(8, 64));

    private static final int BARE_WINDOW_MAX = 4_096;
    private static final int CLOSED_WINDOW = 64;

    private final String title;
    private final String sentence;
    private final Traffic.Kind traffic;

    @SuppressWarnings("ImmutableEnumChecker") // records of values
    private final List<Defaults> steps;

    ServerScenario(String title, String sentence, Traffic.Kind traffic, Defaults... steps) {
        this.title = title;
        this.sentence = sentence;
        this.traffic = traffic;
        this.steps = List.of(steps);
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
    public List<Defaults> steps() {
        return steps;
    }

    @Override
    public Report run(RunSettings asked, @Nullable Path out, LoadListener listener) throws Exception {
        requireKnown(asked);
        Limit limit = limit(asked, listener);
        boolean isHalf = this == WIRE_OPEN && asked.rate() == 0;
        RunSettings settings = isHalf ? asked.withRate(Math.round(limit.transfersPerSecond() / 2)) : asked;
        NodeRun run = NodeRun.run(traffic, settings, listener);
        if (out != null) LatencyFiles.write(out, title, run.load());
        return new Report(
                title,
                settings,
                run.load().eventsPerSecond(),
                Latency.of(run.load().latencyNs()),
                run.cpuSecondsPerMillion(),
                run.journalBytesPerTransfer(),
                limit,
                "%,d answers, all as they must be and durable; %,d accounts to the cent; debits = credits = %,d"
                        .formatted(run.load().eventsInAll(), settings.accounts(), run.movedMinor()));
    }

    private void requireKnown(RunSettings settings) {
        if (traffic == Traffic.Kind.HTTP && (settings.batch() != 1 || settings.window() != 1)) {
            throw new IllegalArgumentException("http sends one transfer at a time on a connection: batch="
                    + settings.batch() + " window=" + settings.window());
        }
        if (traffic == Traffic.Kind.MIXED && settings.batch() != 1) {
            throw new IllegalArgumentException("mixed has requests of its own: batch=" + settings.batch());
        }
        if (!traffic.isHttp() && settings.signature().isPresent()) {
            throw new IllegalArgumentException("only HTTP requests are signed: sign="
                    + settings.signature().get().label());
        }
        if (traffic != Traffic.Kind.BINARY && settings.durability() != Durability.DISK) {
            throw new IllegalArgumentException(
                    "only the binary scenarios ask for another durability than disk: durability="
                            + settings.durability());
        }
    }

    private Limit limit(RunSettings settings, LoadListener listener) throws Exception {
        return switch (this) {
            case HTTP -> Limits.bareHttpServer(settings);
            case HOT_ACCOUNT -> florin(settings.withDistribution(Distribution.UNIFORM), "uniform accounts", listener);
            case MIXED -> florin(settings, "wire-single", listener);
            case WIRE_OPEN -> florin(settings.closed(settings.connections(), CLOSED_WINDOW), "closed loop", listener);
            case SESSIONS -> Limits.forceAndEcho(settings);
            default ->
                settings.isOneByOne()
                        ? Limits.forceAndEcho(settings)
                        : Limits.bareServer(settings, Math.min(BARE_WINDOW_MAX, settings.window() * settings.batch()));
        };
    }

    /** Florin itself is the limit, with the same load but for one thing. */
    private static Limit florin(RunSettings settings, String name, LoadListener listener) throws Exception {
        NodeRun run = NodeRun.run(Traffic.Kind.BINARY, settings, listener);
        return run.asLimit("%s %d x %d".formatted(name, settings.connections(), settings.window()));
    }
}
