package io.florin.protocol;

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
    private static final byte[] CROCKFORD_VALUES = crockfordValues();
    private static final int VERSION_7 = 7;
    private static final int HEX_PER_LONG = 16;
    private static final int ULID_FIRST_MAX = 7; // 26 characters hold 130 bits

    private long high;
    private long low;
    private boolean isUlid;

    /** Reads the text; false if it is neither form, and then the halves mean nothing. */
    public boolean parse(CharSequence text) {
        isUlid = text.length() == ULID_LENGTH;
        if (isUlid) return parseUlid(text);
        return text.length() == UUID_LENGTH && parseUuid(text);
    }

    private boolean parseUuid(CharSequence text) {
        long bits = 0;
        int digits = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') return false;
                continue;
            }
            int value = c < LETTERS ? Character.digit(c, 16) : -1;
            if (value < 0) return false;
            bits = (bits << 4) | value;
            if (++digits == HEX_PER_LONG) high = bits;
        }
        low = bits;
        return true;
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
