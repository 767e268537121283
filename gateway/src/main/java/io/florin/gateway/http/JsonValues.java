package io.florin.gateway.http;

import io.florin.protocol.IdText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one value of JSON as what the API says it is, or refuses it by the name of its field. */
final class JsonValues {
    private static final long U32_MAX = 0xFFFF_FFFFL;
    private static final String MAX = "max";

    private JsonValues() {}

    /** A UUID or ULID. */
    static void id(JsonParser json, String field, IdText id) {
        if (json.nextToken() != JsonToken.VALUE_STRING || !id.parse(json.getString())) {
            throw RequestFault.invalid(field, "must be a UUID or a ULID");
        }
    }

    /** Minor units: an integer, a string of digits, or "max". */
    static long amountMinor(JsonParser json, String field) {
        JsonToken token = json.nextToken();
        boolean isText = token == JsonToken.VALUE_STRING;
        if (isText && json.getString().equals(MAX)) return Long.MAX_VALUE;
        long amountMinor = isText || token == JsonToken.VALUE_NUMBER_INT ? digits(json, Long.MAX_VALUE) : -1;
        if (amountMinor < 0) {
            throw RequestFault.invalid(
                    field,
                    "must be an integer from 0 to 9223372036854775807, minor units, as a"
                            + " number, a string of digits, or \"max\"");
        }
        return amountMinor;
    }

    /** An integer from 0 to the maximum. */
    static long integer(JsonParser json, String field, long max) {
        long value = json.nextToken() == JsonToken.VALUE_NUMBER_INT ? digits(json, max) : -1;
        if (value < 0) throw RequestFault.invalid(field, "must be an integer from 0 to " + max);
        return value;
    }

    static long unsignedInt(JsonParser json, String field) {
        return integer(json, field, U32_MAX);
    }

    /** An unsigned 64-bit number as a string of digits. */
    static long unsignedLongText(JsonParser json, String field) {
        String text = json.nextToken() == JsonToken.VALUE_STRING ? json.getString() : "";
        return unsignedLong(text, field, "must be a string of digits, at most 18446744073709551615");
    }

    /** An unsigned 64-bit number, as a number or a string of digits; not 0. */
    static long principal(JsonParser json, String field) {
        String what = "must be a number from 1 to 18446744073709551615, or its digits as a string";
        JsonToken token = json.nextToken();
        String text = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT ? json.getString() : "";
        long principal = unsignedLong(text, field, what);
        if (principal == 0) throw RequestFault.invalid(field, what);
        return principal;
    }

    /** Digits of ASCII alone: Java would also take a sign, and the digits of every other script. */
    private static long unsignedLong(String text, String field, String what) {
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) return Long.parseUnsignedLong(text);
        } catch (NumberFormatException refused) {
            // empty, or beyond 64 bits: said below
        }
        throw RequestFault.invalid(field, what);
    }

    static boolean isTrue(JsonParser json, String field) {
        JsonToken token = json.nextToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw RequestFault.invalid(field, "must be true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    static String text(JsonParser json, String field, String what) {
        if (json.nextToken() != JsonToken.VALUE_STRING) throw RequestFault.invalid(field, what);
        return json.getString();
    }

    /** RFC 3339 in UTC; ns since the epoch. */
    static long time(JsonParser json, String field) {
        String what = "must be a time such as 2026-11-20T18:04:11.123456789Z";
        long timestampNs = TimeText.parse(text(json, field, what));
        if (timestampNs < 0) throw RequestFault.invalid(field, what);
        return timestampNs;
    }

    /** The digits of the current value as a number; -1 if there is anything else in it, or more than the maximum. */
    private static long digits(JsonParser json, long max) {
        char[] characters = json.getStringCharacters();
        int begin = json.getStringOffset();
        int end = begin + json.getStringLength();
        if (begin == end) return -1;
        long value = 0;
        for (int i = begin; i < end; i++) {
            int digit = characters[i] - '0';
            if (digit < 0 || digit > 9) return -1;
            if (value > (max - digit) / 10) return -1;
            value = value * 10 + digit;
        }
        return value;
    }
}
