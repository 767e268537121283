package io.florin.gateway.http;

import io.florin.protocol.IdText;

/**
 * Steps over JSON that is as plain as programs write it: objects of ASCII names, strings of printable ASCII without
 * escapes, integers of up to eighteen digits, blanks between. Every step says whether it found what it was asked for; a
 * reader that hears no gives up and lets the whole parser judge, so whatever is refused is refused there. One event
 * loop; used again; allocates nothing.
 */
final class PlainJson {
    private static final int DIGITS_MAX = 18;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int textFrom;
    private int textLength;

    /** Begins with the first of so many bytes. */
    PlainJson over(byte[] newBytes, int length) {
        bytes = newBytes;
        at = 0;
        end = length;
        return this;
    }

    /** Steps over this character, and blanks before it. */
    boolean takes(char expected) {
        skipBlanks();
        if (at == end || bytes[at] != expected) return false;
        at++;
        return true;
    }

    /** Whether nothing but blanks is left. */
    boolean isAtEnd() {
        skipBlanks();
        return at == end;
    }

    /** Steps over the name of a field and its colon. */
    boolean takesName() {
        return takesText() && takes(':');
    }

    /** Steps over a string. */
    boolean takesText() {
        if (!takes('"')) return false;
        textFrom = at;
        for (; at < end; at++) {
            byte b = bytes[at];
            if (b == '"') {
                textLength = at++ - textFrom;
                return true;
            }
            if (b < ' ' || b == '\\') return false; // other letters than ASCII are negative
        }
        return false;
    }

    /** Of the text taken last. */
    int textLength() {
        return textLength;
    }

    /** Whether the text taken last, of the same length, is this one. */
    boolean isText(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[textFrom + i] != text[i]) return false;
        }
        return true;
    }

    /** Steps over a string that is an id, into {@code id}. */
    boolean takesId(IdText id) {
        return takesText() && id.parse(bytes, textFrom, textLength);
    }

    /** Steps over an integer; -1 if there is none, or one that is negative, too long, or above the maximum. */
    long takeInteger(long max) {
        skipBlanks();
        int from = at;
        long value = 0;
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            if (at - from == DIGITS_MAX) return -1;
            value = value * 10 + bytes[at] - '0';
        }
        boolean hasLeadingZero = at - from > 1 && bytes[from] == '0';
        return at == from || hasLeadingZero || value > max ? -1 : value;
    }

    private void skipBlanks() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') return;
            at++;
        }
    }
}
