package io.florin.gateway.http;

import io.florin.protocol.IdText;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Text in the making, one byte a character, in memory that is used again and grows. One event loop. */
final class AsciiBuffer {
    private static final int CAPACITY_INITIAL = 1_024;
    private static final int NUMBER_LENGTH_MAX = 20;
    private static final int LONG_HEX_LENGTH = 16;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[CAPACITY_INITIAL];
    private int length;

    AsciiBuffer clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    AsciiBuffer put(byte value) {
        ensureRoom(1);
        bytes[length++] = value;
        return this;
    }

    AsciiBuffer put(byte[] text) {
        ensureRoom(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    /** Text of ASCII characters alone. */
    AsciiBuffer put(String text) {
        int count = text.length();
        ensureRoom(count);
        byte[] target = bytes;
        int at = length;
        for (int i = 0; i < count; i++) target[at + i] = (byte) text.charAt(i);
        length = at + count;
        return this;
    }

    /** A number that is not negative. */
    AsciiBuffer decimal(long value) {
        ensureRoom(NUMBER_LENGTH_MAX);
        int digits = 1;
        for (long left = value / 10; left > 0; left /= 10) digits++;
        long left = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
        return this;
    }

    /** Sixteen digits. */
    AsciiBuffer hex(long value) {
        ensureRoom(LONG_HEX_LENGTH);
        for (int i = 0; i < LONG_HEX_LENGTH; i++) {
            bytes[length + i] = HEX[(int) (value >>> (Long.SIZE - 4 - 4 * i)) & 0xF];
        }
        length += LONG_HEX_LENGTH;
        return this;
    }

    AsciiBuffer id(long high, long low) {
        ensureRoom(IdText.UUID_LENGTH);
        IdText.write(high, low, bytes, length);
        length += IdText.UUID_LENGTH;
        return this;
    }

    AsciiBuffer time(long timestampNs) {
        ensureRoom(TimeText.LENGTH);
        TimeText.write(timestampNs, bytes, length);
        length += TimeText.LENGTH;
        return this;
    }

    void appendTo(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
    }

    private void ensureRoom(int count) {
        if (bytes.length - length < count) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
}
