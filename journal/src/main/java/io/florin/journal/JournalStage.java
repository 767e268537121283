package io.florin.journal;

import io.florin.pipeline.Positions;
import io.florin.pipeline.RoadStage;
import io.florin.pipeline.Slot;

/**
 * Group commit: takes what the ring offers up to the limit of a batch, cut at a request's end, and makes it durable
 * with one force. No timer: while one force runs, the next batch collects itself.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are here
public final class JournalStage implements RoadStage {

    /**
     * Borrows the journal, which nobody else appends to.
     *
     * @param tail where the journal's last life ended.
     * @param epoch of every record from now on.
     * @param positions knows what was answered.
     */
    public JournalStage(Journal journal, Tail tail, int epoch, Positions positions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    public long passed() {
        throw new UnsupportedOperationException();
    }
}
