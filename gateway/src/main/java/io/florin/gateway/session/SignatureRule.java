package io.florin.gateway.session;

import io.florin.protocol.RequestSigning;
import io.florin.protocol.RequestSigning.Algorithm;
import io.florin.protocol.VerifyingKey;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How a key signs: {@code signature=required:ed25519:HEX} in the keys file.
 *
 * @param isRequired whether the key opens nothing without a signature.
 * @param verifier what a node verifies with.
 */
public record SignatureRule(boolean isRequired, VerifyingKey verifier) {
    private static final String FORM =
            "must be required|optional:hmac-sha256|ed25519:64 hexadecimal digits: signature=…";
    private static final int HEX_DIGITS = 64;

    /** Of a new key. */
    public static SignatureRule of(ApiKeyText key, Algorithm algorithm, boolean isRequired) {
        byte[] verifier = RequestSigning.verifier(RequestSigning.secret(key.text(), algorithm), algorithm);
        return new SignatureRule(isRequired, VerifyingKey.of(verifier, algorithm));
    }

    /**
     * As it stands in the keys file.
     *
     * @throws IllegalArgumentException if it is of no such form; the secret is not repeated.
     */
    static SignatureRule parse(String text) {
        String[] parts = text.split(":", -1);
        boolean isWhole = parts.length == 3 && (parts[0].equals("required") || parts[0].equals("optional"));
        if (!isWhole || !isHex(parts[2])) throw new IllegalArgumentException(FORM);
        Algorithm algorithm = Algorithm.named(parts[1].toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(FORM));
        return new SignatureRule(
                parts[0].equals("required"), VerifyingKey.of(HexFormat.of().parseHex(parts[2]), algorithm));
    }

    private static boolean isHex(String text) {
        return text.length() == HEX_DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    Algorithm algorithm() {
        return verifier.algorithm();
    }

    boolean isSigned(String base, byte[] signature) {
        return verifier.isSigned(base, signature);
    }

    /** As it stands in the keys file. */
    String text() {
        return (isRequired ? "required:" : "optional:") + algorithm().label() + ":" + verifier.hex();
    }

    /** Without what verifies. */
    @Override
    public String toString() {
        return (isRequired ? "required " : "optional ") + algorithm().label();
    }
}
