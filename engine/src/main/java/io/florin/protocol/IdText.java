package io.florin.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Ids as text: a UUID (36 characters, either case) or a ULID (26 characters of Crockford's base 32). Filled again for
 * each text; one thread; allocates nothing.
 */
public final class IdText {
    public static final int UUID_LENGTH = 36;
    public static final int ULID_LENGTH = 26;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LETTERS = 128;
    private static final int BYTES = 256;
    private static final byte[] CROCKFORD_VALUES = crockfordValues();
    private static final byte[] HEX_VALUES = hexValues();
    private static final int VERSION_7 = 7;
    private static final int HEX_PER_LONG = 16;
    private static final int ULID_FIRST_MAX = 7; // 26 characters hold 130 bits

    private final byte[] ascii = new byte[UUID_LENGTH];
    private long high;
    private long low;
    private boolean isUlid;
    private int invalid;

    /** Reads the text; false if it is neither form, and then the halves mean nothing. */
    public boolean parse(CharSequence text) {
        isUlid = text.length() == ULID_LENGTH;
        if (isUlid) return parseUlid(text);
        return text.length() == UUID_LENGTH && parseUuid(text);
    }

    /** Reads text of ASCII characters; false if it is neither form, and then the halves mean nothing. */
    public boolean parse(byte[] text, int offset, int length) {
        isUlid = length == ULID_LENGTH;
        if (isUlid) return parseUlid(new String(text, offset, length, StandardCharsets.ISO_8859_1));
        return length == UUID_LENGTH && parseUuid(text, offset);
    }

    private boolean parseUuid(CharSequence text) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            if (c >= LETTERS) return false;
            ascii[i] = (byte) c;
        }
        return parseUuid(ascii, 0);
    }

    private boolean parseUuid(byte[] text, int offset) {
        boolean isGrouped = text[offset + 8] == '-'
                && text[offset + 13] == '-'
                && text[offset + 18] == '-'
                && text[offset + 23] == '-';
        if (!isGrouped) return false;
        invalid = 0;
        high = hex(text, offset, 8) << 32 | hex(text, offset + 9, 4) << 16 | hex(text, offset + 14, 4);
        low = hex(text, offset + 19, 4) << 48 | hex(text, offset + 24, 12);
        return invalid >= 0;
    }

    /** Up to fifteen digits; one that is none turns {@code invalid} negative. */
    private long hex(byte[] text, int offset, int count) {
        long bits = 0;
        int signs = 0;
        for (int i = offset; i < offset + count; i++) {
            byte value = HEX_VALUES[text[i] & 0xFF];
            signs |= value;
            bits = bits << 4 | value;
        }
        invalid |= signs;
        return bits;
    }

    private boolean parseUlid(CharSequence text) {
        long newHigh = 0;
        long newLow = 0;
        for (int i = 0; i < ULID_LENGTH; i++) {
            char c = text.charAt(i);
            int value = c < LETTERS ? CROCKFORD_VALUES[c] : -1;
            if (value < 0 || (i == 0 && value > ULID_FIRST_MAX)) return false;
            newHigh = (newHigh << 5) | (newLow >>> 59);
            newLow = (newLow << 5) | value;
        }
        high = newHigh;
        low = newLow;
        return true;
    }

    /** Of the text read last. */
    public long high() {
        return high;
    }

    /** Of the text read last. */
    public long low() {
        return low;
    }

    /** Whether the text read last says when it was made: a ULID, or a UUID of version 7. */
    public boolean isTimeOrdered() {
        boolean isVersion7 = (high >>> 12 & 0xF) == VERSION_7 && low >>> 62 == 2;
        return isUlid || isVersion7;
    }

    /** Writes the UUID text, lower case: 36 bytes from the offset. */
    public static void write(long high, long low, byte[] target, int offset) {
        int position = offset;
        for (int i = 0; i < UUID_LENGTH - 4; i++) {
            if (i == 8 || i == 12 || i == 16 || i == 20) target[position++] = '-';
            long half = i < HEX_PER_LONG ? high : low;
            target[position++] = HEX[(int) (half >>> (60 - 4 * (i & 15))) & 0xF];
        }
    }

    private static byte[] hexValues() {
        byte[] values = new byte[BYTES];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < HEX.length; i++) {
            values[HEX[i]] = (byte) i;
            values[Character.toUpperCase(HEX[i])] = (byte) i;
        }
        return values;
    }

    private static byte[] crockfordValues() {
        byte[] values = new byte[LETTERS];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < CROCKFORD.length(); i++) {
            char c = CROCKFORD.charAt(i);
            values[c] = (byte) i;
            values[Character.toLowerCase(c)] = (byte) i;
        }
        return values;
    }
}
