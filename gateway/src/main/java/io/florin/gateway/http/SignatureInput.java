package io.florin.gateway.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code Signature-Input} (RFC 9421), of one form: {@code sig=("@method" "@path");created=1;nonce="n"}.
 * One label, names without parameters of their own between single blanks, and then parameters, none of them twice. Read
 * in one pass.
 */
final class SignatureInput {
    private static final int LENGTH_MAX = 1_024;
    private static final int LABEL_MAX = 32;
    private static final int NAME_MAX = 64;
    private static final int COMPONENTS_MAX = 16;
    private static final int PARAMETER_NAME_MAX = 16;
    private static final int TEXT_MAX = 128;
    private static final int DIGITS_MAX = 15;

    /** Of a parameter that is not there. */
    static final long ABSENT = -1;

    private final String text;
    private int at;

    private String label = "";
    private final List<String> components = new ArrayList<>();
    private String parameters = "";
    private final List<String> parameterNames = new ArrayList<>();
    private String keyId = "";
    private String nonce = "";
    private String algorithm = "";
    private long created = ABSENT;
    private long expires = ABSENT;

    private SignatureInput(String text) {
        this.text = text;
    }

    /** Null if it is of another form. */
    static @Nullable SignatureInput parse(String text) {
        if (text.length() > LENGTH_MAX) return null;
        var input = new SignatureInput(text);
        return input.isRead() ? input : null;
    }

    private boolean isRead() {
        int equals = text.indexOf('=');
        if (equals < 1 || equals > LABEL_MAX || !isLabel(equals)) return false;
        label = text.substring(0, equals);
        parameters = text.substring(equals + 1);
        at = equals + 1;
        if (!isNext('(') || !areComponentsRead()) return false;
        while (at < text.length()) {
            if (!isNext(';') || !isParameterRead()) return false;
        }
        return true;
    }

    private boolean isLabel(int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean isFirst = isLetter(c) || c == '*';
            if (!isFirst && (i == 0 || !(isDigit(c) || c == '_' || c == '-' || c == '.'))) return false;
        }
        return true;
    }

    private boolean areComponentsRead() {
        if (isNext(')')) return true;
        while (components.size() < COMPONENTS_MAX) {
            String name = quoted(NAME_MAX);
            if (name == null || !isComponent(name) || components.contains(name)) return false;
            components.add(name);
            if (isNext(')')) return true;
            if (!isNext(' ')) return false;
        }
        return false;
    }

    private static boolean isComponent(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '-' && c != '@') return false;
        }
        return !name.isEmpty();
    }

    private boolean isParameterRead() {
        int start = at;
        while (at < text.length() && isLetter(text.charAt(at))) at++;
        String name = text.substring(start, at);
        boolean isNamed = !name.isEmpty() && name.length() <= PARAMETER_NAME_MAX && !parameterNames.contains(name);
        if (!isNamed || !isNext('=')) return false;
        parameterNames.add(name);
        boolean isQuoted = at < text.length() && text.charAt(at) == '"';
        return isQuoted ? isTextRead(name) : isNumberRead(name);
    }

    private boolean isTextRead(String name) {
        String value = quoted(TEXT_MAX);
        if (value == null) return false;
        switch (name) {
            case "keyid" -> keyId = value;
            case "nonce" -> nonce = value;
            case "alg" -> algorithm = value;
            case "created", "expires" -> {
                return false;
            }
            default -> {
                // signed as it stands, and means nothing here
            }
        }
        return true;
    }

    private boolean isNumberRead(String name) {
        long number = number();
        switch (name) {
            case "created" -> created = number;
            case "expires" -> expires = number;
            case "keyid", "nonce", "alg" -> {
                return false;
            }
            default -> {
                // signed as it stands, and means nothing here
            }
        }
        return number != ABSENT;
    }

    /** Between quotes, without anything that would have to be escaped; null if there is no such text here. */
    private @Nullable String quoted(int lengthMax) {
        if (!isNext('"')) return null;
        int end = text.indexOf('"', at);
        if (end < 0 || end - at > lengthMax) return null;
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') return null;
        }
        String value = text.substring(at, end);
        at = end + 1;
        return value;
    }

    private long number() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) at++;
        boolean isNumber = at > start && at - start <= DIGITS_MAX;
        return isNumber ? Long.parseLong(text, start, at, 10) : ABSENT;
    }

    private boolean isNext(char expected) {
        boolean isThere = at < text.length() && text.charAt(at) == expected;
        if (isThere) at++;
        return isThere;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    String label() {
        return label;
    }

    /** Names of what was signed, in order, none of them twice. */
    List<String> components() {
        return components;
    }

    /** What stands behind the label, and is signed as well. */
    String parameters() {
        return parameters;
    }

    /** Names the key that signed; empty if it does not say, like the next two. */
    String keyId() {
        return keyId;
    }

    String nonce() {
        return nonce;
    }

    String algorithm() {
        return algorithm;
    }

    /** Seconds since the epoch, or {@link #ABSENT}. */
    long created() {
        return created;
    }

    /** Seconds since the epoch, or {@link #ABSENT}. */
    long expires() {
        return expires;
    }
}
