package io.florin.pipeline;

import com.lmax.disruptor.Sequence;

/**
 * Later stages run on the ledger's thread, behind each batch of decisions. While it waits for the disk nothing is
 * decided, and what arrives meanwhile is one batch: the fewest forces, wake-ups and writes to sockets a transfer. For
 * machines where even a hand-over between two threads costs more than that.
 */
final class ShareThread implements HandOver {
    /** About as much as fits into a batch of the journal, so that a full ring does not become one long wait. */
    private static final int EVENTS_MAX = 8_192;

    private final Sequence ledger;
    private final Slots slots;
    private final RoadStage behind;

    /** {@code behind} is everything that follows the ledger. */
    ShareThread(Sequence ledger, Slots slots, RoadStage behind) {
        this.ledger = ledger;
        this.slots = slots;
        this.behind = behind;
    }

    @Override
    public void decided(long requestEnd) throws Exception {
        for (long next = ledger.get() + 1; next <= requestEnd; next++) {
            behind.onEvent(slots.at(next), next, next == requestEnd);
        }
        ledger.set(requestEnd);
    }

    @Override
    public int eventsMax() {
        return EVENTS_MAX;
    }
}
