package io.florin.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Signatures of HTTP requests (RFC 9421) and digests of their bodies (RFC 9530): what both ends must do alike. A client
 * has one secret, its API key; what it signs with is derived from that, so the key itself is never sent. Of {@code
 * ed25519} a node keeps the public half alone; of {@code hmac-sha256} it must keep what signs, as every such scheme
 * must.
 *
 * <p>Any thread; allocates.
 */
public final class RequestSigning {
    static final String ED25519_NAME = "Ed25519";
    private static final String DERIVED = "florin http signature 1 ";

    /** Before the raw 32 bytes of an Ed25519 public key in its X.509 form. */
    static final byte[] X509_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private RequestSigning() {}

    /** By the names of RFC 9421. */
    public enum Algorithm {
        HMAC_SHA256("hmac-sha256"),
        ED25519("ed25519");

        private final String label;

        Algorithm(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** The algorithm of this name. */
        public static Optional<Algorithm> named(String label) {
            return Arrays.stream(values())
                    .filter(known -> known.label.equals(label))
                    .findFirst();
        }
    }

    /** What a key signs with: 32 bytes that say nothing about the key. */
    public static byte[] secret(String apiKey, Algorithm algorithm) {
        byte[] key = apiKey.getBytes(StandardCharsets.US_ASCII);
        return new Hmac(key).of((DERIVED + algorithm.label()).getBytes(StandardCharsets.US_ASCII));
    }

    /** What a node keeps to verify: the secret itself, or the public key of it. */
    public static byte[] verifier(byte[] secret, Algorithm algorithm) {
        return algorithm == Algorithm.HMAC_SHA256 ? secret.clone() : publicKey(secret);
    }

    private static byte[] publicKey(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ED25519_NAME);
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
            return Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has Ed25519", impossible);
        }
    }

    /** Draws the one seed that it was given: the JDK makes a public key of a private one in no other way. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient byte[] seed;

        Seed(byte[] seed) {
            super(null, null);
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    /**
     * What is signed: a line for each component, in order, then the parameters.
     *
     * @param components names, without quotes, and values.
     * @param parameters as in {@code Signature-Input}, behind the label and its equals sign.
     */
    public static String base(Map<String, String> components, String parameters) {
        var base = new StringBuilder();
        components.forEach((name, value) ->
                base.append('"').append(name).append("\": ").append(value).append('\n'));
        return base.append("\"@signature-params\": ").append(parameters).toString();
    }

    /** The signature of the base. */
    public static byte[] sign(String base, byte[] secret, Algorithm algorithm) {
        return SigningKey.ofSecret(secret, algorithm).sign(base);
    }

    /** Whether it is; takes as long wherever a symmetric one differs. */
    public static boolean isSigned(String base, byte[] signature, byte[] verifier, Algorithm algorithm) {
        return VerifyingKey.of(verifier, algorithm).isSigned(base, signature);
    }

    /** Of a body: {@code sha-256=:…:}. */
    public static String contentDigest(byte[] body, int length) {
        return digest("sha-256", body, length);
    }

    /** Whether the header names this body; one digest that is known must be there, and each that is must fit. */
    public static boolean isDigestOf(String header, byte[] body, int length) {
        int known = 0;
        for (String entry : header.split(",", -1)) {
            String stripped = entry.strip();
            int equals = stripped.indexOf('=');
            String algorithm = equals < 0 ? "" : stripped.substring(0, equals);
            if (!algorithm.equals("sha-256") && !algorithm.equals("sha-512")) continue;
            known++;
            byte[] expected = digest(algorithm, body, length).getBytes(StandardCharsets.US_ASCII);
            if (!MessageDigest.isEqual(expected, stripped.getBytes(StandardCharsets.ISO_8859_1))) return false;
        }
        return known > 0;
    }

    private static String digest(String algorithm, byte[] body, int length) {
        try {
            var digest = MessageDigest.getInstance(algorithm.equals("sha-256") ? "SHA-256" : "SHA-512");
            digest.update(body, 0, length);
            return algorithm + "=:" + Base64.getEncoder().encodeToString(digest.digest()) + ":";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has it: " + algorithm, impossible);
        }
    }
}
