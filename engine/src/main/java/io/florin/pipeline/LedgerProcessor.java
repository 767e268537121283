package io.florin.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.EventProcessor;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the ledger stage on the ring. Unlike Disruptor's own processor it hands over only behind the last event of a
 * request, because until then a linked chain may still change results that were decided before.
 */
final class LedgerProcessor implements EventProcessor {
    /** Slots whose memory is touched before the first of them is decided: enough for their cache misses to overlap. */
    private static final int TOUCH_AHEAD = 16;

    private static final String LEDGER = "ledger stage";
    private static final String BEHIND = "stage behind the ledger";

    private final RingBuffer<Slot> ring;
    private final SequenceBarrier barrier;
    private final LedgerStage stage;
    private final HandOver handOver;
    private final Slots slots;
    private final Quarantine quarantine;
    private final Halt halt;
    private final Sequence sequence;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private String at = LEDGER;

    /** {@code sequence} is what the hand-over advances, new here. */
    LedgerProcessor(
            RingBuffer<Slot> ring,
            SequenceBarrier barrier,
            LedgerStage stage,
            Sequence sequence,
            HandOver handOver,
            Pipeline.Resources resources) {
        this.ring = ring;
        this.barrier = barrier;
        this.stage = stage;
        this.sequence = sequence;
        this.handOver = handOver;
        this.slots = ring::get;
        this.quarantine = resources.quarantine();
        this.halt = resources.halt();
    }

    @Override
    public void run() {
        isRunning.set(true);
        barrier.clearAlert();
        long next = sequence.get() + 1;
        try {
            while (isRunning.get()) {
                next = decideUpTo(barrier.waitFor(next), next);
            }
        } catch (AlertException | TimeoutException ended) {
            isRunning.set(false);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            isRunning.set(false);
        } catch (Throwable broken) { // a command half applied must not be followed by another
            isRunning.set(false);
            halt.halt(Halt.BROKEN, at, broken);
        }
    }

    /** Returns the first ring sequence that is not decided yet. */
    private long decideUpTo(long available, long from) throws Exception {
        long published = sequence.get();
        long requestEnd = published;
        long next = from;
        long touched = from - 1;
        for (; next <= available; next++) {
            if (next > touched) touched = touchAhead(next, available);
            Slot slot = ring.get(next);
            decide(slot, next, available);
            if (!slot.isLast()) continue;

            requestEnd = next;
            if (requestEnd - published >= handOver.eventsMax()) published = handOver(requestEnd);
        }
        if (requestEnd > published) handOver(requestEnd);
        return next;
    }

    /** What cannot be decided is kept for the operator before the process halts, since no record will have it. */
    private void decide(Slot slot, long ringSequence, long available) {
        try {
            stage.onSlot(slot, ringSequence);
        } catch (Throwable undecided) {
            keep(ringSequence, available, undecided);
            throw undecided;
        }
    }

    private void keep(long ringSequence, long available, Throwable undecided) {
        try {
            quarantine.keep(slots, ringSequence, available, undecided);
        } catch (Throwable unkept) { // the halt must not fail for it
            undecided.addSuppressed(unkept);
        }
    }

    /** Returns the last ring sequence that is touched now; one that is alone is decided at once. */
    private long touchAhead(long from, long available) {
        long last = Math.min(available, from + TOUCH_AHEAD - 1);
        if (last == from) return last;
        for (long ahead = from; ahead <= last; ahead++) stage.expect(ring.get(ahead));
        stage.touchExpected();
        return last;
    }

    private long handOver(long requestEnd) throws Exception {
        stage.onBatchEnd();
        at = BEHIND;
        handOver.decided(requestEnd);
        at = LEDGER;
        return requestEnd;
    }

    @Override
    public Sequence getSequence() {
        return sequence;
    }

    @Override
    public void halt() {
        isRunning.set(false);
        barrier.alert();
    }

    @Override
    public boolean isRunning() {
        return isRunning.get();
    }
}
