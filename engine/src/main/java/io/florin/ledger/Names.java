package io.florin.ledger;

/** Names of results as LEDGER.md has them. A locale has no say in it. */
final class Names {
    private Names() {}

    /** {@code ID_TOO_OLD} is {@code id_too_old}. Allocates: for start only. */
    static String lowerCase(String constant) {
        var lower = new StringBuilder(constant.length());
        for (int i = 0; i < constant.length(); i++) lower.append(Character.toLowerCase(constant.charAt(i)));
        return lower.toString();
    }
}
