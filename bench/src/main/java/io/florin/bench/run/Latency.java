package io.florin.bench.run;

import org.HdrHistogram.Histogram;

/** Percentiles of a histogram of nanoseconds, in microseconds. */
record Latency(double p50, double p90, double p99, double p999, double p9999, double max) {
    private static final double NS_PER_US = 1_000;

    static Latency of(Histogram ns) {
        return new Latency(
                us(ns, 50), us(ns, 90), us(ns, 99), us(ns, 99.9), us(ns, 99.99), ns.getMaxValue() / NS_PER_US);
    }

    private static double us(Histogram ns, double percentile) {
        return ns.getValueAtPercentile(percentile) / NS_PER_US;
    }
}
