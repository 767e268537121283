package io.florin.bench.limit;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What the bare server understands. A slot is laid out as a request of {@code FixedFrameCodec}. */
interface BareProtocol {

    /** Puts a request into a slot of 128 bytes; its length on the wire, or 0 if bytes are missing. */
    int take(DirectBuffer in, int offset, int available, MutableDirectBuffer slots, int slot);

    /** Writes the answer to the request in a slot; its length. */
    int answer(DirectBuffer slots, int slot, MutableDirectBuffer out, int offset);
}
