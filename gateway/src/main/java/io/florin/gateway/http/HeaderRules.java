package io.florin.gateway.http;

import io.florin.gateway.http.KnownHeaders.Name;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Headers that Florin reads, each with a strict grammar: whatever breaks it is refused, since a proxy may read it
 * otherwise.
 */
final class HeaderRules {
    static final int HEADERS_MAX = 64;

    private static final int CONTENT_LENGTH_DIGITS_MAX = 10;
    private static final int KEY_LENGTH_MAX = 255;
    private static final int PORT_LENGTH_MAX = 5;
    private static final int VERSION_DIGITS_MAX = 10;
    private static final long VERSION_MAX = 0xFFFF_FFFFL;
    private static final String JSON = "application/json";

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern QUOTED_KEY = Pattern.compile("\"[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}\"");
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json(; ?charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINES_TYPE =
            Pattern.compile("application/x-ndjson(; ?charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern POSITION = Pattern.compile("([0-9]{1,18});epoch=([0-9]{1,9})");
    private static final int EVENT_ID_LENGTH_MAX = 40;

    private HeaderRules() {}

    static void requireHost(KnownHeaders headers) {
        String host = headers.one(Name.HOST);
        if (host == null) {
            throw RequestFault.invalid(Name.HOST.toString(), "must be given").closing();
        }
        if (!isName(host) && !HOST.matcher(host).matches()) throw broken(Name.HOST);
    }

    /** Bytes of the body; -1 if the header is absent. */
    static long contentLength(KnownHeaders headers) {
        String length = headers.one(Name.CONTENT_LENGTH);
        if (length == null) return -1;
        if (length.isEmpty() || length.length() > CONTENT_LENGTH_DIGITS_MAX) throw broken(Name.CONTENT_LENGTH);
        for (int i = 0; i < length.length(); i++) {
            if (!isDigit(length.charAt(i))) throw broken(Name.CONTENT_LENGTH);
        }
        return Long.parseLong(length);
    }

    /** Whether the body is lines of JSON; anything but JSON is refused. */
    static boolean isLines(KnownHeaders headers, boolean mayBeLines) {
        if (headers.isGiven(Name.CONTENT_ENCODING)) throw RequestFault.of("media_type_unsupported");
        String type = headers.one(Name.CONTENT_TYPE);
        if (type != null && (type.equals(JSON) || JSON_TYPE.matcher(type).matches())) return false;
        if (mayBeLines && type != null && LINES_TYPE.matcher(type).matches()) return true;
        throw RequestFault.of("media_type_unsupported");
    }

    /** Empty if absent. */
    static String requestId(KnownHeaders headers) {
        return matching(headers, Name.REQUEST_ID, REQUEST_ID);
    }

    /** Empty if absent. */
    static String traceparent(KnownHeaders headers) {
        return matching(headers, Name.TRACEPARENT, TRACEPARENT);
    }

    /** Without quotes; empty if absent. */
    static String idempotencyKey(KnownHeaders headers) {
        String key = headers.one(Name.IDEMPOTENCY_KEY);
        if (key == null) return "";
        boolean isQuoted = key.startsWith("\"");
        if (isQuoted && QUOTED_KEY.matcher(key).matches()) return key.substring(1, key.length() - 1);
        if (isQuoted || !isVisible(key)) {
            throw RequestFault.invalid(
                            Name.IDEMPOTENCY_KEY.toString(),
                            "must be 1 to 255 visible ASCII characters, bare or quoted")
                    .closing();
        }
        return key;
    }

    /** Ns since the epoch; 0 if absent. */
    static long notAfterNs(KnownHeaders headers) {
        String time = headers.one(Name.FLORIN_NOT_AFTER);
        if (time == null) return 0;
        long notAfterNs = TimeText.parse(time);
        if (notAfterNs <= 0) {
            throw RequestFault.invalid(
                    Name.FLORIN_NOT_AFTER.toString(), "must be a time such as 2026-11-20T18:04:11.123456789Z");
        }
        return notAfterNs;
    }

    /** As an answer gave it: {@code 184467;epoch=7}. */
    static MinimumPosition minimum(KnownHeaders headers) {
        String text = headers.one(Name.FLORIN_MIN_SEQUENCE);
        if (text == null) return MinimumPosition.NONE;
        Matcher position = POSITION.matcher(text);
        if (!position.matches()) {
            throw RequestFault.invalid(
                    Name.FLORIN_MIN_SEQUENCE.toString(), "must be a position such as 184467;epoch=7");
        }
        return new MinimumPosition(Long.parseLong(position.group(1)), Integer.parseInt(position.group(2)));
    }

    /** Of the event that was seen last; empty if absent. */
    static String lastEventId(KnownHeaders headers) {
        String id = headers.one(Name.LAST_EVENT_ID);
        if (id == null) return "";
        if (id.length() > EVENT_ID_LENGTH_MAX) throw broken(Name.LAST_EVENT_ID);
        return id;
    }

    /** Of the limits as the client has read them: {@code If-Match: "3"}. */
    static long version(KnownHeaders headers) {
        String tag = headers.one(Name.IF_MATCH);
        long version = tag == null ? -1 : version(tag);
        if (version < 0 || version > VERSION_MAX) {
            throw RequestFault.invalid(
                    Name.IF_MATCH.toString(), "must be the limits_version of the account, in quotes as \"3\"");
        }
        return version;
    }

    /** What is in the quotes; -1 if there are none, or it is no number. */
    private static long version(String tag) {
        int end = tag.length() - 1;
        boolean isQuoted = end > 1 && tag.charAt(0) == '"' && tag.charAt(end) == '"';
        return isQuoted && end <= VERSION_DIGITS_MAX + 1 ? decimal(tag, 1, end) : -1;
    }

    /** -1 if there is anything but digits. */
    private static long decimal(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) return -1;
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }

    /** Whether the client waits for a word before it sends the body. */
    static boolean isExpecting(KnownHeaders headers) {
        String expectation = headers.one(Name.EXPECT);
        if (expectation == null) return false;
        if (!expectation.equalsIgnoreCase("100-continue")) throw broken(Name.EXPECT);
        return true;
    }

    /** The common case, without a matcher: a name or an IPv4 address, and perhaps a port. */
    private static boolean isName(String host) {
        int colon = host.indexOf(':');
        int nameLength = colon < 0 ? host.length() : colon;
        for (int i = 0; i < nameLength; i++) {
            char c = host.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && !isDigit(c) && c != '.' && c != '-') return false;
        }
        int portLength = colon < 0 ? 1 : host.length() - colon - 1;
        for (int i = nameLength + 1; i < host.length(); i++) {
            if (!isDigit(host.charAt(i))) return false;
        }
        return nameLength > 0 && portLength > 0 && portLength <= PORT_LENGTH_MAX;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isVisible(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) <= ' ' || key.charAt(i) > '~') return false;
        }
        return !key.isEmpty() && key.length() <= KEY_LENGTH_MAX;
    }

    private static String matching(KnownHeaders headers, Name name, Pattern form) {
        String value = headers.one(name);
        if (value == null) return "";
        if (!form.matcher(value).matches()) throw broken(name);
        return value;
    }

    private static RequestFault broken(Name name) {
        return RequestFault.invalid(name.toString(), "is not of the form that the header has")
                .closing();
    }
}
