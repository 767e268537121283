package io.florin.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends commands of Florin itself (genesis, epoch, capacities, grants) down the road and waits until they are durable.
 * For starting and for the admin port; any thread, allocates.
 */
public final class InternalCommands {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final DirectBuffer NO_RESULT = new UnsafeBuffer(0, 0);

    private final Ingress ingress;

    /** Uses the same ring as everybody. */
    public InternalCommands(Ingress ingress) {
        this.ingress = ingress;
    }

    /**
     * What became of an internal command.
     *
     * @param longResult a copy of the result of a command that has a form of its own, such as a pulse; else empty.
     */
    public record Decided(long sequence, long timestampNs, int status, DirectBuffer longResult) {}

    /**
     * Publishes one internal command and waits for its answer.
     *
     * @param principal who asked for it; 0 is Florin itself.
     * @param body the row, as long as its template's block.
     * @throws IllegalStateException if the ring did not take or answer it in time.
     */
    public Decided send(int templateId, long principal, DirectBuffer body, int length, long timeoutNs)
            throws InterruptedException {
        long deadlineNs = System.nanoTime() + timeoutNs;
        var waiting = new Waiting();
        long ringSequence = claim(templateId, deadlineNs);
        Slot slot = ingress.at(ringSequence);
        slot.begin(templateId, 1, 0, length).internal().from(waiting, 0, 0, 0);
        RequestHeads.internal(slot, principal);
        slot.memory().putBytes(slot.bodyOffset(), body, 0, length);
        ingress.publish(ringSequence, 1);
        return waiting.await(templateId, deadlineNs);
    }

    private long claim(int templateId, long deadlineNs) throws InterruptedException {
        var pause = new CountDownLatch(1);
        while (true) {
            long ringSequence = ingress.tryClaimInternal();
            if (ringSequence >= 0) return ringSequence;
            if (System.nanoTime() >= deadlineNs) {
                throw new IllegalStateException("the ring took no internal command in time: templateId=" + templateId);
            }
            pause.await(RETRY_NS, TimeUnit.NANOSECONDS);
        }
    }

    /** One thread that waits for one answer. */
    private static final class Waiting implements Answers {
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile Decided decided = new Decided(0, 0, 0, NO_RESULT);

        @Override
        public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
            Slot slot = slots.at(firstRingSequence);
            decided = new Decided(slot.sequence(), slot.timestampNs(), slot.status(), longResult(slot));
            answered.countDown();
            return false;
        }

        /** Its bytes stand until the next command of the kind is decided, and its sender waits here for this one. */
        private static DirectBuffer longResult(Slot slot) {
            DirectBuffer result = slot.longResult();
            if (result == null) return NO_RESULT;
            var copy = new UnsafeBuffer(new byte[slot.longResultLength()]);
            copy.putBytes(0, result, 0, slot.longResultLength());
            return copy;
        }

        @Override
        public void flush() {
            // the waiting thread was woken already
        }

        Decided await(int templateId, long deadlineNs) throws InterruptedException {
            if (!answered.await(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("no answer to an internal command in time: templateId=" + templateId);
            }
            return decided;
        }
    }
}
