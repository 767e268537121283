package io.florin.gateway.session;

import io.florin.protocol.RequestSigning;
import io.florin.protocol.RequestSigning.Algorithm;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How a key signs: {@code signature=required:ed25519:HEX} in the keys file.
 *
 * @param isRequired whether the key opens nothing without a signature.
 * @param verifier what a node verifies with, as 64 hexadecimal digits: of {@code ed25519} public, of {@code
 *     hmac-sha256} as secret as the key.
 */
public record SignatureRule(boolean isRequired, Algorithm algorithm, String verifier) {
    private static final String FORM =
            "must be required|optional:hmac-sha256|ed25519:64 hexadecimal digits: signature=";
    private static final int HEX_DIGITS = 64;

    public SignatureRule {
        boolean isHex = verifier.length() == HEX_DIGITS
                && verifier.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (!isHex) throw new IllegalArgumentException(FORM + "…");
    }

    /** Of a new key. */
    public static SignatureRule of(ApiKeyText key, Algorithm algorithm, boolean isRequired) {
        byte[] verifier = RequestSigning.verifier(RequestSigning.secret(key.text(), algorithm), algorithm);
        return new SignatureRule(isRequired, algorithm, HexFormat.of().formatHex(verifier));
    }

    /**
     * As it stands in the keys file.
     *
     * @throws IllegalArgumentException if it is of no such form; the secret is not repeated.
     */
    static SignatureRule parse(String text) {
        String[] parts = text.split(":", -1);
        boolean isWhole = parts.length == 3 && (parts[0].equals("required") || parts[0].equals("optional"));
        if (!isWhole) throw new IllegalArgumentException(FORM + "…");
        Algorithm algorithm = Arrays.stream(Algorithm.values())
                .filter(known -> known.label().equals(parts[1].toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(FORM + "…"));
        return new SignatureRule(parts[0].equals("required"), algorithm, parts[2]);
    }

    boolean isSigned(String base, byte[] signature) {
        return RequestSigning.isSigned(base, signature, HexFormat.of().parseHex(verifier), algorithm);
    }

    /** As it stands in the keys file. */
    String text() {
        return (isRequired ? "required:" : "optional:") + algorithm.label() + ":" + verifier;
    }

    /** Without what verifies. */
    @Override
    public String toString() {
        return (isRequired ? "required " : "optional ") + algorithm.label();
    }
}
