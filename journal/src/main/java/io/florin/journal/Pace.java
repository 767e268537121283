package io.florin.journal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds this process to a share of one core's time, for work beside a node that serves: a scheduler's idle policy lends
 * it cores that nobody wants, but not the caches and the memory bandwidth, which the node then misses. Counts the whole
 * process, its compiler threads too, from the JVM's start. Any thread; each rests for itself.
 */
final class Pace {
    private static final int PERCENT = 100;
    private static final long LOOK_EVERY_NS = 5_000_000; // a look reads files of /proc
    private static final long REST_MIN_NS = 1_000_000;
    private static final long REST_MAX_NS = 250_000_000;

    private final int cpuPercent;
    private final ProcessTime time;
    private volatile long lookedNs;

    /** Two clocks of one process. A seam: a test's go by hand. */
    interface ProcessTime {
        /** Nanoseconds of processor time that it took so far. */
        long cpuNs();

        /** Nanoseconds since it began. */
        long wallNs();

        /** Lets this thread do nothing for about so long. */
        void rest(long ns);
    }

    Pace(int cpuPercent, ProcessTime time) {
        this.cpuPercent = cpuPercent;
        this.time = time;
    }

    /** Of this process; beginning now, with the processor time that its start took. */
    static Pace ofThisProcess(int cpuPercent) {
        long begunNs = System.nanoTime();
        return new Pace(cpuPercent, new ProcessTime() {
            @Override
            public long cpuNs() {
                var taken = ProcessHandle.current().info().totalCpuDuration();
                return taken.orElse(Duration.ZERO).toNanos(); // a system that does not say is not paced
            }

            @Override
            public long wallNs() {
                return System.nanoTime() - begunNs;
            }

            @Override
            public void rest(long ns) {
                LockSupport.parkNanos(ns);
            }
        });
    }

    /** Rests until the share is kept again; returns at once where it is. */
    void keep() {
        long nowNs = time.wallNs();
        if (nowNs - lookedNs < LOOK_EVERY_NS) return;
        lookedNs = nowNs;
        for (long ns = owedNs(); ns >= REST_MIN_NS; ns = owedNs()) time.rest(Math.min(ns, REST_MAX_NS));
    }

    /** How much longer the work so far should have taken. */
    private long owedNs() {
        return time.cpuNs() / cpuPercent * PERCENT - time.wallNs();
    }
}
