package io.florin.gateway.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Events of one principal that are under way, over all its connections on both doors: event loops take, the reply
 * stage's thread gives back. Any thread; never waits, allocates nothing.
 */
public final class Share {
    /** Number of a share that nobody counts. */
    public static final int NONE = 0;

    private final int number;
    private final AtomicLong underWay = new AtomicLong();

    Share(int number) {
        this.number = number;
    }

    /** By which {@link Doorkeeper#share} finds it. */
    public int number() {
        return number;
    }

    /** Takes credit for so many events; false if there would be more than {@code max}, and then nothing was taken. */
    public boolean tryTake(int events, int max) {
        if (underWay.addAndGet(events) <= max) return true;
        underWay.addAndGet(-events);
        return false;
    }

    /** So many events were answered, or nothing came of them. */
    public void giveBack(int events) {
        underWay.addAndGet(-events);
    }

    /** How many there are now. */
    public long underWay() {
        return underWay.get();
    }
}
