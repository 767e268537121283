package io.florin.bench.run;

import java.lang.management.ManagementFactory;

/** What the calling thread has used. */
final class BenchThread {
    private BenchThread() {}

    static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
