package io.florin.journal;

import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.EndBlockDecoder;
import io.florin.protocol.codec.EndBlockEncoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The last 64 bytes of a segment that was rolled or closed cleanly.
 *
 * @param lastSequence in this segment, or before it if it holds none.
 * @param chain behind that.
 * @param bytesUsed of the file, this block included.
 */
record EndBlock(long lastSequence, Chain chain, long bytesUsed) {
    private static final int LENGTH = Blocks.END_BLOCK_LENGTH;

    /** The bytes, checksum included. */
    DirectBuffer toBytes() {
        var buffer = new UnsafeBuffer(new byte[LENGTH]);
        var encoder = new EndBlockEncoder().wrap(buffer, 0);
        encoder.magic(Integer.toUnsignedLong(Blocks.END_MAGIC))
                .lastSequence(lastSequence)
                .bytesUsed(bytesUsed);
        buffer.putBytes(EndBlockEncoder.chainEncodingOffset(), chain.toBytes());
        encoder.crc(Integer.toUnsignedLong(crcOf(buffer.byteArray())));
        return buffer;
    }

    /** The end block that these bytes are, or null if they are none, or not whole. */
    static @Nullable EndBlock parse(byte[] bytes, int offset) {
        var buffer = new UnsafeBuffer(bytes, offset, LENGTH);
        var decoder = new EndBlockDecoder().wrap(buffer, 0);
        if ((int) decoder.magic() != Blocks.END_MAGIC) return null;
        if ((int) decoder.crc() != crcOf(Arrays.copyOfRange(bytes, offset, offset + LENGTH))) return null;
        return new EndBlock(
                decoder.lastSequence(),
                Chain.copyOf(buffer, EndBlockDecoder.chainEncodingOffset()),
                decoder.bytesUsed());
    }

    private static int crcOf(byte[] bytes) {
        return new Crc32c().of(bytes, Blocks.CRC_FROM, LENGTH - Blocks.CRC_FROM);
    }
}
