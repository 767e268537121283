package io.florin.journal;

import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** The SHA-256 of a batch, chained to the batch before: equal chains mean equal journals up to here. Immutable. */
public final class Chain {
    public static final int LENGTH = 32;

    /** Before the first batch of a ledger. */
    public static final Chain NOTHING = new Chain(new byte[LENGTH]);

    private final byte[] bytes;

    private Chain(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies it out of a seal, an end block or a segment header. */
    public static Chain copyOf(DirectBuffer buffer, int offset) {
        var copy = new byte[LENGTH];
        buffer.getBytes(offset, copy);
        return new Chain(copy);
    }

    /** Copies it out of an array that is as long as a chain. */
    public static Chain copyOf(byte[] chain) {
        return new Chain(Arrays.copyOf(chain, LENGTH));
    }

    /** A copy, for whoever writes it somewhere. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Chain chain && Arrays.equals(bytes, chain.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
