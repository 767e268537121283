package io.florin.bench.load;

/** Takes the latency of each answered request. */
@FunctionalInterface
interface LatencySink {
    void answered(int events, long nowNs, long latencyNs);
}
