package io.florin.bench.limit;

import io.florin.bench.load.FixedFrameCodec;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** 128 bytes in, 64 bytes out. */
public final class BareFrames implements BareProtocol {
    /** Of an answer. */
    public static final int ANSWER_LENGTH = 64;

    @Override
    public int take(DirectBuffer in, int offset, int available, MutableDirectBuffer slots, int slot) {
        if (available < FixedFrameCodec.REQUEST_LENGTH) return 0;
        slots.putBytes(slot, in, offset, FixedFrameCodec.REQUEST_LENGTH);
        return FixedFrameCodec.REQUEST_LENGTH;
    }

    @Override
    public int answer(DirectBuffer slots, int slot, MutableDirectBuffer out, int offset) {
        out.putBytes(offset, slots, slot, ANSWER_LENGTH);
        return ANSWER_LENGTH;
    }
}
