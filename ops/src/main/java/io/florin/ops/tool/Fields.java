package io.florin.ops.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a command found out: names and values in order, printed as a table for people or as one JSON object a line.
 * Values are text, whole numbers, booleans or other fields.
 */
public final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** How output looks. */
    public enum Format {
        TABLE,
        JSON
    }

    /** Adds text; in JSON a string. */
    public Fields text(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Adds a whole number; in JSON without quotes. */
    public Fields number(String name, long value) {
        values.put(name, value);
        return this;
    }

    /** Adds a fact. */
    public Fields fact(String name, boolean value) {
        values.put(name, value);
        return this;
    }

    /** As a person or a program wants it, without the last line's end. */
    public String print(Format format) {
        return format == Format.JSON ? json() : table();
    }

    private String table() {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " ".repeat(width - entry.getKey().length() + 2) + entry.getValue())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private String json() {
        return values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + value(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Object value) {
        return value instanceof String text ? quoted(text) : value.toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> quoted.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
