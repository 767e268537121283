package io.florin.ops.tool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a command found out: names and values in order, printed as a table for people, as one JSON object a line, or as
 * one line of CSV (RFC 4180). Values are text, whole numbers or booleans.
 */
public final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** How output looks. */
    public enum Format {
        TABLE,
        JSON,
        CSV
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
        return switch (format) {
            case TABLE -> table();
            case JSON -> json();
            case CSV -> csv(values.values());
        };
    }

    /** The line that stands above the values in CSV. */
    public String csvHeader() {
        return csv(values.keySet());
    }

    private static String csv(Collection<?> values) {
        return values.stream().map(value -> csvQuoted(value.toString())).collect(Collectors.joining(","));
    }

    private static String csvQuoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private String table() {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        return values.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(""))
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
