package io.florin.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;

/**
 * Waits as another strategy does, but leaves waking to those who publish. The sequencer wakes at each publish; a thread
 * that hands in many requests, one after the other, wants to wake the ledger once behind the last.
 */
final class QuietWaitStrategy implements WaitStrategy {
    private final WaitStrategy waiting;

    QuietWaitStrategy(WaitStrategy waiting) {
        this.waiting = waiting;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, InterruptedException, TimeoutException {
        return waiting.waitFor(sequence, cursor, dependent, barrier);
    }

    @Override
    public void signalAllWhenBlocking() {
        // the publisher does, when it has nothing more to publish
    }
}
