package io.florin.bench.load;

import java.util.Arrays;
import java.util.List;

/**
 * How a load is put on a server.
 *
 * @param connections held open for the whole run.
 * @param window requests without an answer that each connection may have.
 * @param requestsPerSecond over all connections, sent at fixed times whatever the answers do; 0 for a closed loop, in
 *     which an answer is what lets the next request go.
 * @param warmUpSeconds of the same load before anything is counted.
 * @param seconds that are counted.
 * @param curve the rate of each of these seconds, instead of one for all; empty where there is one.
 */
public record LoadSettings(
        int connections, int window, long requestsPerSecond, int warmUpSeconds, int seconds, List<Long> curve) {
    public LoadSettings {
        curve = List.copyOf(curve);
        if (!curve.isEmpty() && curve.size() != seconds) {
            throw new IllegalArgumentException(
                    "must have a rate for each of " + seconds + " seconds: curve=" + curve.size());
        }
        if (connections < 1) throw new IllegalArgumentException("must be at least 1: connections=" + connections);
        if (window < 1) throw new IllegalArgumentException("must be at least 1: window=" + window);
        if (requestsPerSecond < 0) {
            throw new IllegalArgumentException("must not be negative: rate=" + requestsPerSecond);
        }
        if (warmUpSeconds < 0) throw new IllegalArgumentException("must not be negative: warm-up=" + warmUpSeconds);
        if (seconds < 1) throw new IllegalArgumentException("must be at least 1: seconds=" + seconds);
    }

    /** One rate, or 0 for a closed loop. */
    public LoadSettings(int connections, int window, long requestsPerSecond, int warmUpSeconds, int seconds) {
        this(connections, window, requestsPerSecond, warmUpSeconds, seconds, List.of());
    }

    /** An open loop whose rate changes by the second; the warm-up has the first one. */
    public static LoadSettings open(int connections, int window, int warmUpSeconds, List<Long> curve) {
        return new LoadSettings(connections, window, curve.getFirst(), warmUpSeconds, curve.size(), curve);
    }

    /** A closed loop. */
    public static LoadSettings closed(int connections, int window, int warmUpSeconds, int seconds) {
        return new LoadSettings(connections, window, 0, warmUpSeconds, seconds);
    }

    /** Of an open loop. */
    Rates rates() {
        if (curve.isEmpty()) return Rates.constant(Math.max(1, requestsPerSecond));
        long[] perSecond = new long[warmUpSeconds + seconds];
        Arrays.setAll(perSecond, i -> i < warmUpSeconds ? requestsPerSecond : curve.get(i - warmUpSeconds));
        return Rates.of(perSecond);
    }

    public boolean isOpenLoop() {
        return requestsPerSecond > 0;
    }
}
