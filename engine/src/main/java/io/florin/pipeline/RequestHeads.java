package io.florin.pipeline;

import io.florin.protocol.codec.RequestHeadEncoder;
import java.nio.ByteOrder;

/** Writes the head of a request that Florin itself sends: nothing but who and how many. */
final class RequestHeads {
    private static final int PRINCIPAL_OFFSET = RequestHeadEncoder.principalEncodingOffset();
    private static final int EVENTS_OFFSET = RequestHeadEncoder.eventsEncodingOffset();

    private RequestHeads() {}

    /** One event by this principal, without key, deadline or trace. Allocates nothing. */
    static void internal(Slot slot, long principal) {
        int offset = slot.headOffset();
        slot.memory().setMemory(offset, Slot.HEAD_LENGTH, (byte) 0);
        slot.memory().putLong(offset + PRINCIPAL_OFFSET, principal, ByteOrder.LITTLE_ENDIAN);
        slot.memory().putInt(offset + EVENTS_OFFSET, 1, ByteOrder.LITTLE_ENDIAN);
    }
}
