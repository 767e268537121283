package io.florin.gateway.http;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of the body of a transfer, written from API.md and not from the code it judges: by a tree instead of
 * tokens, big numbers instead of digits, and names instead of offsets.
 */
final class TransferOracle {
    static final List<String> FLAGS = List.of(
            "linked",
            "pending",
            "post_pending_transfer",
            "void_pending_transfer",
            "balancing_debit",
            "balancing_credit",
            "closing_debit",
            "closing_credit",
            "imported",
            "",
            "",
            "partial",
            "group");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern MINUS_ZERO = Pattern.compile("-0+\\s*[,}\\s]");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9-]{5}T[0-9:]{8}(\\.[0-9]{1,9})?Z");
    private static final BigInteger U16 = BigInteger.valueOf(0xFFFF);
    private static final BigInteger U32 = BigInteger.valueOf(0xFFFF_FFFFL);
    private static final BigInteger I64 = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger U64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final int ULID_LENGTH = 26;
    private static final int LONG_STRING = 1_000;

    private final Map<String, String> row = new HashMap<>();

    /** It is not of the form that the API asks for. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The document does not say: a ULID in small letters, a string of a thousand letters. */
    static final class UnsaidException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The fields, in words. */
    static Map<String, String> of(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0 || (i == 0 && body[0] < 0)) throw new RefusedException();
        }
        if (text.length() > LONG_STRING * 4) throw new UnsaidException();
        try {
            JsonNode tree = JSON.readTree(body);
            if (!tree.isObject() || MINUS_ZERO.matcher(text).find()) throw new RefusedException();
            var oracle = new TransferOracle();
            oracle.object(tree);
            return oracle.row;
        } catch (JacksonException notJson) {
            throw new RefusedException();
        }
    }

    private void object(JsonNode tree) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) field(field.getKey(), field.getValue());
        if (tree.has("ledger") && tree.has("currency")) throw new RefusedException();
        boolean isVoid = row.getOrDefault("flags", "").contains("void_pending_transfer");
        if (!tree.has("amount") && !isVoid) throw new RefusedException();
    }

    private void field(String name, JsonNode value) {
        switch (name) {
            case "id", "debit_account_id", "credit_account_id", "pending_id", "user_data_128" ->
                row.put(name, id(value));
            case "amount" -> row.put(name, amount(value));
            case "ledger", "timeout", "user_data_32" -> row.put(name, integer(value, U32));
            case "code" -> row.put(name, integer(value, U16));
            case "user_data_64" -> row.put(name, digits(text(value), U64));
            case "currency" -> row.put("ledger", currency(text(value)));
            case "timestamp" -> row.put(name, time(text(value)));
            case "flags" -> row.put(name, flags(value));
            default -> throw new RefusedException();
        }
    }

    private static String text(JsonNode value) {
        if (!value.isString()) throw new RefusedException();
        if (value.stringValue().length() > LONG_STRING) throw new UnsaidException();
        return value.stringValue();
    }

    private static String id(JsonNode value) {
        String text = text(value);
        if (text.length() == ULID_LENGTH) throw new UnsaidException();
        if (!UUID_FORM.matcher(text).matches()) throw new RefusedException();
        return text.toLowerCase(Locale.ROOT);
    }

    private static String amount(JsonNode value) {
        if (!value.isString()) return integer(value, I64);
        String text = text(value);
        return text.equals("max") ? I64.toString() : digits(text, I64);
    }

    private static String integer(JsonNode value, BigInteger max) {
        if (!value.isIntegralNumber()) throw new RefusedException();
        return within(value.bigIntegerValue(), max);
    }

    private static String digits(String text, BigInteger max) {
        if (!text.matches("[0-9]+")) throw new RefusedException();
        return within(new BigInteger(text), max);
    }

    private static String within(BigInteger number, BigInteger max) {
        if (number.signum() < 0 || number.compareTo(max) > 0) throw new RefusedException();
        return number.toString();
    }

    private static String currency(String code) {
        return switch (code) {
            case "EUR" -> "978";
            case "JPY" -> "392";
            default -> throw code.matches("[A-Z]{3}") ? new UnsaidException() : new RefusedException();
        };
    }

    private static String time(String text) {
        if (!TIME.matcher(text).matches()) throw new RefusedException();
        try {
            Instant time = Instant.parse(text);
            BigInteger ns = BigInteger.valueOf(time.getEpochSecond())
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(time.getNano()));
            return within(ns, I64);
        } catch (DateTimeParseException none) {
            throw new RefusedException();
        }
    }

    private static String flags(JsonNode value) {
        if (!value.isArray()) throw new RefusedException();
        Set<String> names = new HashSet<>();
        for (JsonNode flag : value) {
            String name = text(flag);
            if (name.isEmpty() || !FLAGS.contains(name) || !names.add(name)) throw new RefusedException();
        }
        return words(names);
    }

    /** In the order of their bits. */
    static String words(Set<String> names) {
        return FLAGS.stream().filter(names::contains).toList().toString();
    }

    /** What the oracle says of a field, or what an absent one is. */
    static String orElse(Map<String, String> fields, String name, @Nullable String absent) {
        return fields.getOrDefault(name, String.valueOf(absent));
    }
}
