package io.florin.gateway.session;

import java.util.Arrays;

/** Crockford's base 32 in lower case: letters that people do not confuse, and none that a shell or a URL minds. */
final class Base32 {
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ASCII = 128;
    private static final int BITS_PER_LETTER = 5;
    private static final byte NONE = -1;
    private static final byte[] VALUES = values();

    private Base32() {}

    /** Letters for bytes; the last one carries zeros where the bits do not suffice. */
    static String encode(byte[] bytes) {
        var text = new StringBuilder(letters(bytes.length));
        int held = 0;
        int bits = 0;
        for (byte b : bytes) {
            held = (held << Byte.SIZE) | (b & 0xFF);
            bits += Byte.SIZE;
            while (bits >= BITS_PER_LETTER) {
                bits -= BITS_PER_LETTER;
                text.append(LETTERS.charAt((held >>> bits) & 31));
            }
        }
        if (bits > 0) text.append(LETTERS.charAt((held << (BITS_PER_LETTER - bits)) & 31));
        return text.toString();
    }

    /** How many letters so many bytes take. */
    static int letters(int bytes) {
        return (bytes * Byte.SIZE + BITS_PER_LETTER - 1) / BITS_PER_LETTER;
    }

    /** The bytes of letters that {@link #encode} made; empty if it cannot have made them. */
    static byte[] decode(CharSequence text) {
        byte[] bytes = new byte[text.length() * BITS_PER_LETTER / Byte.SIZE];
        int held = 0;
        int bits = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c < ASCII ? VALUES[c] : NONE;
            if (value == NONE) return new byte[0];
            held = (held << BITS_PER_LETTER) | value;
            bits += BITS_PER_LETTER;
            if (bits < Byte.SIZE) continue;
            bits -= Byte.SIZE;
            bytes[length++] = (byte) (held >>> bits);
        }
        boolean isWhole = (held & ((1 << bits) - 1)) == 0 && letters(length) == text.length();
        return isWhole ? bytes : new byte[0];
    }

    private static byte[] values() {
        byte[] values = new byte[ASCII];
        Arrays.fill(values, NONE);
        for (int i = 0; i < LETTERS.length(); i++) values[LETTERS.charAt(i)] = (byte) i;
        return values;
    }
}
