package io.florin.bench.load;

/** Takes the latency of each answered request. */
@FunctionalInterface
interface LatencySink {
    void answered(long nowNs, long latencyNs);
}
