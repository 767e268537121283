package io.florin.pipeline;

import io.florin.ledger.Ledger;

/**
 * The single writer: gives every event its sequence and its time, and has it decided. Runs ahead of the journal by at
 * most one ring; nothing it decides is seen outside before the journal has it.
 */
final class LedgerStage {
    private final Ledger ledger;
    private final Decider decider;
    private final JournalTime time;
    private final Positions positions;
    private final Slots slots;

    private long lastSequence;
    private long requestNs;

    LedgerStage(Ledger ledger, JournalTime time, long lastSequence, Positions positions, Slots slots) {
        this.ledger = ledger;
        this.decider = new Decider(ledger);
        this.time = time;
        this.lastSequence = lastSequence;
        this.positions = positions;
        this.slots = slots;
        onBatchEnd();
    }

    void onSlot(Slot slot, long ringSequence) {
        boolean isJournaled = Decider.isJournaled(slot.templateId());
        if (slot.isFirst() && isJournaled) requestNs = time.stamp(slot.events());
        if (isJournaled) slot.stamp(++lastSequence, requestNs - slot.events() + slot.index() + 1);
        else slot.stampRead(lastSequence, time.lastNs());
        if (slot.isFirst()) decider.begin(slot, requestNs);
        decider.decide(slot, ringSequence, slots);
    }

    /** Ahead of {@link #onSlot}, for several slots: what they will need. */
    void expect(Slot slot) {
        decider.expect(slot);
    }

    /** Then brings it into the cache. */
    void touchExpected() {
        decider.touchExpected();
    }

    void onBatchEnd() {
        positions.decided(lastSequence, ledger.nextTimerNs(), time.journalMinusMonotonicNs());
    }
}
