package io.florin.pipeline;

import com.lmax.disruptor.EventFactory;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the slots of one ring over one piece of memory; all of it is taken here, at start. */
final class SlotFactory implements EventFactory<Slot> {
    private static final int CACHE_LINE_LENGTH = 64;

    private final UnsafeBuffer memory;
    private int made;

    SlotFactory(int capacity) {
        memory = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(Math.multiplyExact(capacity, Slot.LENGTH), CACHE_LINE_LENGTH));
    }

    @Override
    public Slot newInstance() {
        return new Slot(memory, made++ * Slot.LENGTH);
    }
}
