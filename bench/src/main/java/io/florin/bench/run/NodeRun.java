package io.florin.bench.run;

import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.HandshakeStorm;
import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.LoadTarget;

/**
 * What a node did under a load, with every answer and every account checked.
 *
 * @param cpuSeconds of the node in the counted time, user and system.
 * @param journalBytes that it wrote in the counted time.
 * @param movedMinor the sum of all debits, and of all credits.
 */
record NodeRun(LoadResult load, double cpuSeconds, long journalBytes, long movedMinor) {
    private static final double NS_PER_US = 1_000;
    private static final double MILLION = 1e6;

    /** Starts a node, opens accounts, puts the load on it, and holds the books against what was sent. */
    static NodeRun run(Traffic.Kind kind, RunSettings settings, LoadListener listener) throws Exception {
        try (var node = NodeUnderLoad.start(settings);
                var accounts = BenchAccounts.connect(node.binary())) {
            accounts.create(settings.accounts());
            Traffic traffic = Traffic.of(kind, settings, node.keys());
            var meter = new NodeMeter(node, listener);
            LoadResult result = load(node, kind, settings, traffic, meter);
            ExpectedBooks books = traffic.books(settings, result);
            accounts.check(books);
            return new NodeRun(result, meter.cpuSeconds(), meter.journalBytes(), books.movedMinor());
        }
    }

    private static LoadResult load(
            NodeUnderLoad node, Traffic.Kind kind, RunSettings settings, Traffic traffic, LoadListener meter)
            throws Exception {
        LoadTarget target = kind.isHttp() ? node.http() : node.binary();
        try (var storm = HandshakeStorm.start(target, settings.handshakes())) {
            LoadResult result = LoadGenerator.run(target, settings.load(), traffic.codecs(), meter);
            long wanted = (long) settings.handshakes() * (settings.warmUpSeconds() + settings.seconds());
            if (storm.done() < wanted / 2) {
                throw new LoadFailedException(
                        "so many handshakes were not made: wanted=" + wanted + " made=" + storm.done());
            }
            return result;
        }
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds * MILLION / load.events();
    }

    double journalBytesPerTransfer() {
        return journalBytes / (double) load.events();
    }

    /** This run as the limit of another one. */
    Limit asLimit(String name) {
        return new Limit(name, load.eventsPerSecond(), load.latencyNs().getValueAtPercentile(50) / NS_PER_US);
    }
}
