package io.florin.journal;

import io.florin.pipeline.Slot;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.PulseEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Decided requests out of a seed, in slots like those of the ring. */
final class Requests {
    static final int EVENTS_MAX = 8_190;
    private static final int ROW_LENGTH = TransferRowEncoder.ENCODED_LENGTH;

    private final SplittableRandom random;
    private final UnsafeBuffer memory = new UnsafeBuffer(new byte[EVENTS_MAX * Slot.LENGTH]);
    private final Slot[] slots = new Slot[EVENTS_MAX];
    private final UnsafeBuffer pulse = new UnsafeBuffer(new byte[24 + 16 * 64]);

    private long sequence;
    private long timestampNs;
    private int events;

    Requests(long seed, long lastSequence, long lastTimestampNs) {
        this.random = new SplittableRandom(seed);
        this.sequence = lastSequence;
        this.timestampNs = lastTimestampNs;
        for (int i = 0; i < EVENTS_MAX; i++) slots[i] = new Slot(memory, i * Slot.LENGTH);
    }

    /** Fills the slots with another request, and returns how many events it has. */
    int next() {
        int dice = random.nextInt(20);
        if (dice == 0) return pulse();
        return dice < 15 ? transfers(1) : transfers(random.nextInt(1, 200));
    }

    int transfers(int newEvents) {
        events = newEvents;
        timestampNs += random.nextInt(1, 1_000);
        int template = random.nextBoolean() ? CreateTransfersEncoder.TEMPLATE_ID : CreateAccountsEncoder.TEMPLATE_ID;
        for (int i = 0; i < events; i++) {
            Slot slot = slots[i].begin(template, events, i, ROW_LENGTH);
            fill(slot, ROW_LENGTH);
            slot.stamp(++sequence, timestampNs + i);
            slot.result(random.nextInt(80), timestampNs + i, random.nextLong(1L << 40));
        }
        timestampNs += events;
        return events;
    }

    private int pulse() {
        events = 1;
        Slot slot = slots[0].begin(PulseEncoder.TEMPLATE_ID, 1, 0, 0).internal();
        fill(slot, 0);
        slot.stamp(++sequence, ++timestampNs);
        int length = 24 + 16 * random.nextInt(64);
        for (int i = 0; i < length; i += Long.BYTES) pulse.putLong(i, random.nextLong());
        slot.longResult(pulse, length);
        return 1;
    }

    private void fill(Slot slot, int bodyLength) {
        int length = Slot.HEAD_LENGTH + bodyLength;
        for (int i = 0; i < length; i += Long.BYTES) memory.putLong(slot.headOffset() + i, random.nextLong());
    }

    /** An event that only reads. */
    Slot read() {
        return slots[0].begin(CreateTransfersEncoder.TEMPLATE_ID, 1, 0, ROW_LENGTH);
    }

    Slot slot(int index) {
        return slots[index];
    }

    long sequence() {
        return sequence;
    }

    long timestampNs() {
        return timestampNs;
    }
}
