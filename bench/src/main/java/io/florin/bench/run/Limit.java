package io.florin.bench.run;

/**
 * What the same work costs without Florin, measured in the same run.
 *
 * @param p50Us 0 if the limit has no latency.
 */
record Limit(String name, double transfersPerSecond, double p50Us) {}
