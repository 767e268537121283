package io.florin.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * Whether somebody is still there: who has nothing to say for the keep-alive time says so, and three times of silence
 * end the connection. Hearing and speaking only leave a mark; the clock is read now and then. Event loop only.
 */
public final class KeepAlive {
    public static final int MIN_MS = 1_000;
    public static final int MAX_MS = 60_000;

    private static final int MISSED_MAX = 3;

    /** The desk looks no less often than that. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private long intervalNs;
    private boolean hasHeard;
    private boolean hasSpoken;
    private long heardNs;
    private long spokenNs;

    public void start(int intervalMs) {
        intervalNs = TimeUnit.MILLISECONDS.toNanos(intervalMs);
        heardNs = System.nanoTime();
        spokenNs = heardNs;
    }

    public void heard() {
        hasHeard = true;
    }

    public void spoken() {
        hasSpoken = true;
    }

    public long intervalNs() {
        return intervalNs;
    }

    /** When something was heard last. */
    public long heardNs() {
        return hasHeard ? System.nanoTime() : heardNs;
    }

    /** Whether nothing was heard for three intervals. */
    public boolean hasLapsed(long nowNs) {
        if (hasHeard) {
            hasHeard = false;
            heardNs = nowNs;
        }
        return nowNs - heardNs > MISSED_MAX * intervalNs;
    }

    /** Whether something must be said now, so that the other side is not left without a word for the interval. */
    public boolean mustSpeak(long nowNs) {
        if (hasSpoken) {
            hasSpoken = false;
            spokenNs = nowNs;
        }
        return nowNs - spokenNs >= intervalNs - LOOK_NS;
    }

    /** Something was said just because it had to be. */
    public void spokenAt(long nowNs) {
        hasSpoken = false;
        spokenNs = nowNs;
    }
}
