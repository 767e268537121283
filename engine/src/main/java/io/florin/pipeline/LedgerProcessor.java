package io.florin.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.EventProcessor;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the ledger stage on the ring. Unlike Disruptor's own processor it publishes its sequence only behind the last
 * event of a request, because until then a linked chain may still change results that were decided before.
 */
final class LedgerProcessor implements EventProcessor {
    /** The stages behind get what is decided at least this often, so that a long batch does not make them wait. */
    private static final int PUBLISH_EVERY = 512;

    /** Slots whose memory is touched before the first of them is decided: enough for their cache misses to overlap. */
    private static final int TOUCH_AHEAD = 16;

    private final RingBuffer<Slot> ring;
    private final SequenceBarrier barrier;
    private final WaitStrategy waitStrategy;
    private final LedgerStage stage;
    private final Slots slots;
    private final Quarantine quarantine;
    private final Halt halt;
    private final Sequence sequence = new Sequence();
    private final AtomicBoolean isRunning = new AtomicBoolean();

    LedgerProcessor(
            RingBuffer<Slot> ring,
            SequenceBarrier barrier,
            WaitStrategy waitStrategy,
            LedgerStage stage,
            Pipeline.Resources resources) {
        this.ring = ring;
        this.barrier = barrier;
        this.waitStrategy = waitStrategy;
        this.stage = stage;
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
            halt.halt(Halt.BROKEN, "ledger stage", broken);
        }
    }

    /** Returns the first ring sequence that is not decided yet. */
    private long decideUpTo(long available, long from) {
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
            if (requestEnd - published >= PUBLISH_EVERY) published = publish(requestEnd);
        }
        if (requestEnd > published) publish(requestEnd);
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

    private long publish(long requestEnd) {
        stage.onBatchEnd();
        sequence.set(requestEnd);
        waitStrategy.signalAllWhenBlocking();
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
