package io.florin.journal;

import com.lmax.disruptor.Sequence;
import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Positions;
import io.florin.pipeline.RoadStage;
import io.florin.pipeline.Slot;
import java.io.IOException;

/**
 * Group commit: takes what the ring offers up to the limit of a batch, cut at a request's end, and makes it durable
 * with one force. No timer: while one force runs, the next batch collects itself.
 *
 * <p>The first failure leaves as an exception, which halts the process. Allocates nothing.
 */
public final class JournalStage implements RoadStage {
    private final Journal journal;
    private final Sealer sealer;
    private final Positions positions;
    private final Clock clock;
    private final Counters counters;

    private Sequence released = new Sequence(); // replaced by the ring's own where this stage has a thread of its own
    private long passed = -1;

    /**
     * Borrows the journal, which nobody else appends to.
     *
     * @param tail where the journal's last life ended.
     * @param epoch of every record from now on.
     * @param positions knows what was answered.
     * @param clock measures how long a force takes, for the counters.
     */
    public JournalStage(Journal journal, Tail tail, int epoch, Positions positions, Clock clock, Counters counters) {
        this.journal = journal;
        this.sealer = new Sealer(tail.sequence(), tail.chain(), epoch);
        this.positions = positions;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public void setSequenceCallback(Sequence sequence) {
        released = sequence;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) throws IOException {
        if (slot.isJournaled()) {
            if (slot.isFirst() && !sealer.fits(slot)) {
                commit();
                pass(ringSequence - 1);
            }
            sealer.add(slot);
        }
        if (endOfBatch) {
            if (!sealer.isEmpty()) commit();
            pass(ringSequence);
        }
    }

    /** Reads that came in between pass with the records before them. */
    private void pass(long ringSequence) {
        passed = ringSequence;
        released.set(ringSequence);
    }

    private void commit() throws IOException {
        int length = sealer.seal(positions.released());
        journal.append(sealer.buffer(), 0, length);
        long beganNs = clock.monotonicNs();
        long forced = journal.force();
        counters.max(FlorinCounter.JOURNAL_FORCE_NS_MAX, clock.monotonicNs() - beganNs);
        counters.set(FlorinCounter.JOURNAL_FORCED, forced);
        counters.increment(FlorinCounter.JOURNAL_BATCHES);
        counters.add(FlorinCounter.JOURNAL_BYTES, length);
        sealer.reset();
    }

    @Override
    public long passed() {
        return passed;
    }
}
