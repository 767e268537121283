package io.florin.gateway.http;

import io.florin.pipeline.Ingress;
import io.florin.pipeline.Release;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.Durability;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring without a ledger: whatever is published is answered as done when the ring is woken, the same each time after
 * {@link #restart}. One thread.
 */
final class CreatingRing implements Ingress {
    private static final int SLOTS = 16_384;

    private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * Slot.LENGTH));
    private final Slot[] slots = new Slot[SLOTS];
    private final Release release = new Release(1, Durability.DISK.value());
    private long claimed;
    private long answered;

    CreatingRing() {
        for (int i = 0; i < SLOTS; i++) slots[i] = new Slot(memory, i * Slot.LENGTH);
    }

    /** As if nothing had happened. */
    void restart() {
        claimed = 0;
        answered = 0;
    }

    /** How many events were published since. */
    long published() {
        return claimed;
    }

    @Override
    public long tryClaim(int events) {
        long first = claimed;
        claimed += events;
        return first;
    }

    @Override
    public Slot at(long ringSequence) {
        return slots[(int) ringSequence & SLOTS - 1];
    }

    @Override
    public void publish(long firstRingSequence, int events) {
        publishQuietly(firstRingSequence, events);
        wake();
    }

    @Override
    public void publishQuietly(long firstRingSequence, int events) {
        for (long sequence = firstRingSequence; sequence < firstRingSequence + events; sequence++) {
            Slot slot = at(sequence);
            slot.stamp(sequence, sequence + 1);
            slot.result(0, sequence + 1, 0);
        }
    }

    @Override
    public void wake() {
        while (answered < claimed) {
            Slot first = at(answered);
            if (first.answers().answer(this, answered, first.events(), release)) {
                first.answers().flush();
            }
            answered += first.events();
        }
    }

    @Override
    public long remaining() {
        return SLOTS;
    }
}
