package io.florin.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended: text that clients hand back and do not read. Bound to a position of the journal, so pages do not
 * shift while something is added.
 *
 * @param list what was listed, a letter for each list.
 * @param sequence to go on with.
 * @param index within that sequence.
 */
record Cursor(char list, long sequence, int index) {
    /** The list of events. */
    static final char EVENTS = 'e';

    static final char ACCOUNTS = 'a';
    static final char TRANSFERS = 't';
    static final char ENTRIES = 'n';
    static final char STATEMENT = 's';

    private static final Pattern FORM = Pattern.compile("([a-z])1:(0|[1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,8})");

    String text() {
        String plain = list + "1:" + sequence + "." + index;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** A cursor of this list, as a page gave it. */
    static Cursor parse(String text, char list) {
        Matcher matcher = FORM.matcher(decoded(text));
        if (!matcher.matches() || matcher.group(1).charAt(0) != list) throw wrong();
        return new Cursor(list, Long.parseLong(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException malformed) {
            throw wrong();
        }
    }

    private static RequestFault wrong() {
        return RequestFault.invalid("cursor", "must be the next_cursor of a page of this list");
    }
}
