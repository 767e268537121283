package io.florin.protocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C (RFC 3720, appendix B.4) of a stretch of bytes. One thread; allocates nothing after construction. */
public final class Crc32c {
    private final CRC32C crc = new CRC32C();

    /** Moves the buffer's position and limit, and nothing else; the caller owns those. */
    public int of(ByteBuffer bytes, int position, int length) {
        bytes.limit(position + length).position(position);
        crc.reset();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Of a part of an array. */
    public int of(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
