package io.florin.gateway.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one key may ask in a second: so many requests, in any distribution. The generic cell rate algorithm (ITU-T
 * I.371): one number, the time at which all that was asked would have been asked at an even rate; a request is refused
 * when that would be more than a second ahead.
 *
 * <p>Any thread; never waits, allocates nothing. Times are any that only move forward, in ns.
 */
public final class Allowance {
    /** Over which a rate is counted. */
    public static final int WINDOW_SECONDS = 1;

    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);

    private final int requestsPerSecond;
    private final long intervalNs; // rounded down: 5,000 a second are exactly that, 600,001 may be 600,240
    private final long windowNs;
    private final AtomicLong evenNs = new AtomicLong(Long.MIN_VALUE);

    /** An allowance of which nothing is used. */
    public Allowance(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
        this.intervalNs = WINDOW_NS / requestsPerSecond;
        this.windowNs = intervalNs * requestsPerSecond;
    }

    public int requestsPerSecond() {
        return requestsPerSecond;
    }

    /** Takes one request out of it; false if there is none left now, and then nothing was taken. */
    public boolean tryTake(long nowNs) {
        while (true) {
            long evenBeforeNs = evenNs.get();
            long evenAfterNs = Math.max(evenBeforeNs, nowNs) + intervalNs;
            if (evenAfterNs - nowNs > windowNs) return false;
            if (evenNs.compareAndSet(evenBeforeNs, evenAfterNs)) return true;
        }
    }

    /** How many requests are left now. */
    public long left(long nowNs) {
        return (windowNs - aheadNs(nowNs)) / intervalNs;
    }

    /** After how many seconds all of it is there again, rounded up. */
    public long secondsToFull(long nowNs) {
        return Math.ceilDiv(aheadNs(nowNs), WINDOW_NS);
    }

    private long aheadNs(long nowNs) {
        return Math.max(evenNs.get(), nowNs) - nowNs;
    }
}
