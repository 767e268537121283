package io.florin.bench.load;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes ids as text into requests that are made of ready bytes. */
final class UuidText {
    /** What is written over: as long as every id. */
    static final String PLACE = "00000000-0000-0000-0000-000000000000";

    private static final short[] HEX = hex();

    private UuidText() {}

    static void put(UnsafeBuffer bytes, int offset, long high, long low) {
        putHex(bytes, offset, high, 56, 4);
        putHex(bytes, offset + 9, high, 24, 2);
        putHex(bytes, offset + 14, high, 8, 2);
        putHex(bytes, offset + 19, low, 56, 2);
        putHex(bytes, offset + 24, low, 40, 6);
    }

    private static void putHex(UnsafeBuffer bytes, int offset, long value, int fromBit, int count) {
        for (int i = 0; i < count; i++) {
            int pair = (int) (value >>> (fromBit - 8 * i)) & 0xFF;
            bytes.putShort(offset + 2 * i, HEX[pair], ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static short[] hex() {
        short[] hex = new short[256];
        for (int i = 0; i < hex.length; i++) {
            hex[i] = (short) (Character.forDigit(i >>> 4, 16) | Character.forDigit(i & 15, 16) << 8);
        }
        return hex;
    }
}
