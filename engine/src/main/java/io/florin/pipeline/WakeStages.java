package io.florin.pipeline;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.WaitStrategy;

/** Later stages have threads of their own, which wait for the ledger's sequence. */
final class WakeStages implements HandOver {
    /** The stages behind get what is decided at least this often, so that a long batch does not make them wait. */
    private static final int EVENTS_MAX = 512;

    private final Sequence ledger;
    private final WaitStrategy waiters;

    WakeStages(Sequence ledger, WaitStrategy waiters) {
        this.ledger = ledger;
        this.waiters = waiters;
    }

    @Override
    public void decided(long requestEnd) {
        ledger.set(requestEnd);
        waiters.signalAllWhenBlocking();
    }

    @Override
    public int eventsMax() {
        return EVENTS_MAX;
    }
}
