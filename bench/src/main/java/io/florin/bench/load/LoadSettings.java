package io.florin.bench.load;

/**
 * How a load is put on a server.
 *
 * @param connections held open for the whole run.
 * @param window requests without an answer that each connection may have.
 * @param requestsPerSecond over all connections, sent at fixed times whatever the answers do; 0 for a closed loop, in
 *     which an answer is what lets the next request go.
 * @param warmUpSeconds of the same load before anything is counted.
 * @param seconds that are counted.
 */
public record LoadSettings(int connections, int window, long requestsPerSecond, int warmUpSeconds, int seconds) {
    public LoadSettings {
        if (connections < 1) throw new IllegalArgumentException("must be at least 1: connections=" + connections);
        if (window < 1) throw new IllegalArgumentException("must be at least 1: window=" + window);
        if (requestsPerSecond < 0) {
            throw new IllegalArgumentException("must not be negative: rate=" + requestsPerSecond);
        }
        if (warmUpSeconds < 0) throw new IllegalArgumentException("must not be negative: warm-up=" + warmUpSeconds);
        if (seconds < 1) throw new IllegalArgumentException("must be at least 1: seconds=" + seconds);
    }

    /** A closed loop. */
    public static LoadSettings closed(int connections, int window, int warmUpSeconds, int seconds) {
        return new LoadSettings(connections, window, 0, warmUpSeconds, seconds);
    }

    public boolean isOpenLoop() {
        return requestsPerSecond > 0;
    }
}
