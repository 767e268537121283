package io.florin.bench.load;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many requests leave in each second of an open loop, spread evenly over it; behind the last second, as many as in
 * that one. One thread: it remembers which second it looked at last.
 */
final class Rates {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final long[] perSecond;

    /** Requests that are due before each of these seconds. */
    private final long[] before;

    private int second;

    /** The same for ever. */
    static Rates constant(long perSecond) {
        return new Rates(new long[] {perSecond});
    }

    /** @param perSecond of each second in turn, from the first of the warm-up on; each at least 1. */
    static Rates of(long... perSecond) {
        return new Rates(perSecond.clone());
    }

    private Rates(long[] perSecond) {
        if (perSecond.length == 0) throw new IllegalArgumentException("there must be a second: rates=[]");
        this.perSecond = perSecond;
        this.before = new long[perSecond.length];
        for (int i = 0; i < perSecond.length; i++) {
            if (perSecond[i] < 1) {
                throw new IllegalArgumentException("must be at least 1 a second: rates=" + Arrays.toString(perSecond));
            }
            if (i > 0) before[i] = before[i - 1] + perSecond[i - 1];
        }
    }

    /** Requests that should have left so long after the beginning. */
    long due(long elapsedNs) {
        int now = (int) Math.min(elapsedNs / SECOND_NS, perSecond.length - 1);
        return before[now] + (long) ((elapsedNs - now * SECOND_NS) * 1e-9 * perSecond[now]);
    }

    /** When this request should leave, in nanoseconds from the beginning; asked in the order of the requests. */
    long intendedNs(long request) {
        if (request < before[second]) second = 0;
        while (second + 1 < before.length && request >= before[second + 1]) second++;
        return second * SECOND_NS + (long) ((request - before[second]) * 1e9 / perSecond[second]);
    }
}
