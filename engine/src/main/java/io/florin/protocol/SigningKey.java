package io.florin.protocol;

import io.florin.protocol.RequestSigning.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Map;

/**
 * What a client signs requests with, made ready once. Any thread; a signature costs about a microsecond with {@code
 * hmac-sha256}, some hundred with {@code ed25519}, and allocates.
 */
public final class SigningKey {
    private final Signer signer;

    private interface Signer {
        byte[] sign(byte[] base);
    }

    private SigningKey(Signer signer) {
        this.signer = signer;
    }

    /** Of an API key. */
    public static SigningKey of(String apiKey, Algorithm algorithm) {
        return ofSecret(RequestSigning.secret(apiKey, algorithm), algorithm);
    }

    /** Of what {@link RequestSigning#secret} derived. */
    static SigningKey ofSecret(byte[] secret, Algorithm algorithm) {
        if (algorithm == Algorithm.HMAC_SHA256) {
            var hmac = new Hmac(secret);
            return new SigningKey(hmac::of);
        }
        PrivateKey key = privateKey(secret);
        return new SigningKey(base -> ed25519(base, key));
    }

    private static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance(RequestSigning.ED25519_NAME)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has Ed25519", impossible);
        }
    }

    private static byte[] ed25519(byte[] base, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(RequestSigning.ED25519_NAME);
            signature.initSign(key);
            signature.update(base);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has Ed25519", impossible);
        }
    }

    /** The signature of a base. */
    public byte[] sign(String base) {
        return sign(base.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The signature of a base in its bytes. */
    public byte[] sign(byte[] base) {
        return signer.sign(base);
    }

    /**
     * The value of {@code Signature} that goes with {@code Signature-Input: sig=…}.
     *
     * @param parameters as they stand behind {@code sig=}.
     */
    public String header(Map<String, String> components, String parameters) {
        byte[] signature = sign(RequestSigning.base(components, parameters));
        return "sig=:" + Base64.getEncoder().encodeToString(signature) + ":";
    }
}
