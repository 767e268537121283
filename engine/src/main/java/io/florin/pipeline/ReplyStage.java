package io.florin.pipeline;

/**
 * Hands answers out, behind whatever durability was promised: nothing gets here before the journal has it. One flush
 * for each asker and batch.
 */
final class ReplyStage implements RoadStage {
    private static final int TOUCHED_MAX = 1_024;

    private final Slots slots;
    private final Release release;
    private final Positions positions;
    private final Clock clock;
    private final Answers[] touched = new Answers[TOUCHED_MAX];

    private int touchedCount;
    private boolean isInBatch;
    private long lastSequence = Positions.NONE;
    private long passed = -1;

    ReplyStage(Slots slots, Release release, Positions positions, Clock clock) {
        this.slots = slots;
        this.release = release;
        this.positions = positions;
        this.clock = clock;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        if (!isInBatch) beginBatch();
        if (slot.isJournaled()) lastSequence = slot.sequence();
        if (slot.isLast()) answer(ringSequence - slot.events() + 1, slot.events());
        if (endOfBatch) endBatch(ringSequence);
    }

    private void beginBatch() {
        long nowNs = positions.journalNs(clock.monotonicNs());
        release.at(nowNs, nowNs);
        isInBatch = true;
    }

    private void answer(long firstRingSequence, int events) {
        Answers answers = slots.at(firstRingSequence).answers();
        if (!answers.answer(slots, firstRingSequence, events, release)) return;

        touched[touchedCount++] = answers;
        if (touchedCount == TOUCHED_MAX) flush();
    }

    private void endBatch(long ringSequence) {
        flush();
        if (lastSequence != Positions.NONE) positions.released(lastSequence);
        passed = ringSequence;
        isInBatch = false;
    }

    private void flush() {
        for (int i = 0; i < touchedCount; i++) {
            touched[i].flush();
            touched[i] = Answers.NONE;
        }
        touchedCount = 0;
    }

    @Override
    public long passed() {
        return passed;
    }
}
