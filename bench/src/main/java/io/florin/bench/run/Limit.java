package io.florin.bench.run;

/**
 * What the same work costs without Florin, or without what is measured, in the same run.
 *
 * @param p50Us 0 if the limit has no latency.
 * @param p99Us 0 where it is not what is compared.
 */
record Limit(String name, double transfersPerSecond, double p50Us, double p99Us) {
    Limit(String name, double transfersPerSecond, double p50Us) {
        this(name, transfersPerSecond, p50Us, 0);
    }
}
