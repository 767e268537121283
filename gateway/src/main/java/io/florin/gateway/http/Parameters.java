package io.florin.gateway.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request: each parameter is known to its resource and given once. What is not is refused by its name,
 * and the connection ends, since somebody on the way may have read it otherwise.
 *
 * @param values decoded, by name, in their order.
 */
record Parameters(Map<String, String> values) {
    static final Parameters NONE = new Parameters(Map.of());

    private static final int NAME_LENGTH_MAX = 64;

    static Parameters of(String query, Set<String> known) {
        if (query.isEmpty()) return NONE;
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (!known.contains(name)) {
                throw RequestFault.invalid(printable(name), "there is no such query parameter")
                        .closing();
            }
            String value = equals < 0 ? "" : decoded(name, parameter.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw RequestFault.invalid(name, "is given twice").closing();
            }
        }
        return new Parameters(values);
    }

    private static String decoded(String name, String value) {
        try {
            return QueryStringDecoder.decodeComponent(value);
        } catch (IllegalArgumentException malformed) {
            throw RequestFault.invalid(name, "a percent sign is followed by two hexadecimal digits")
                    .closing();
        }
    }

    private static String printable(String name) {
        return name.length() > NAME_LENGTH_MAX ? name.substring(0, NAME_LENGTH_MAX) : name;
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    boolean isTrue(String name) {
        String value = values.get(name);
        if (value == null) return false;
        if (!value.equals("true") && !value.equals("false")) {
            throw RequestFault.invalid(name, "must be true or false").closing();
        }
        return value.equals("true");
    }

    /** A whole number within these bounds; the other one if it is not given. */
    long number(String name, long min, long max, long otherwise) {
        String value = values.get(name);
        if (value == null) return otherwise;
        boolean isDigits =
                !value.isEmpty() && value.length() <= 18 && value.chars().allMatch(Character::isDigit);
        long number = isDigits ? Long.parseLong(value) : -1;
        if (number < min || number > max) {
            throw RequestFault.invalid(name, "must be a number from " + min + " to " + max);
        }
        return number;
    }
}
