package io.florin.gateway.session;

/**
 * Events of one connection that are under way. The event loop takes, the reply stage's thread gives back; each writes a
 * number of its own, so neither waits for the other.
 */
public final class CreditWindow {
    private final long size;

    private long taken; // event loop
    private long answered; // reply stage's thread
    private volatile long returned;
    private volatile long delivered;

    public CreditWindow(int events) {
        size = events;
    }

    /** Event loop: takes credit for so many events; false if that is more than there is. */
    public boolean tryTake(int events) {
        if (taken + events - returned > size) return false;
        taken += events;
        return true;
    }

    /** Event loop: nothing came of what was taken last. */
    public void untake(int events) {
        taken -= events;
    }

    /** Event loop: whether every answer is in the outbox, or past it. */
    public boolean isIdle() {
        return taken == delivered;
    }

    /** Reply stage's thread: so many events were answered; seen by the event loop after {@link #publish}. */
    public void answered(int events) {
        answered += events;
    }

    /** Reply stage's thread, before the answers are handed over. */
    public void publish() {
        returned = answered;
    }

    /** Reply stage's thread, behind the hand-over. */
    public void settle() {
        delivered = answered;
    }
}
