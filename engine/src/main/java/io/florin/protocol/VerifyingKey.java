package io.florin.protocol;

import io.florin.protocol.RequestSigning.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a node verifies the signatures of a key with, made ready once: of {@code ed25519} public, of {@code
 * hmac-sha256} as secret as the key. Any thread.
 */
public final class VerifyingKey {
    private final Algorithm algorithm;
    private final byte[] bytes;
    private final Verifier verifier;

    private interface Verifier {
        boolean isSigned(byte[] base, byte[] signature);
    }

    private VerifyingKey(Algorithm algorithm, byte[] bytes, Verifier verifier) {
        this.algorithm = algorithm;
        this.bytes = bytes;
        this.verifier = verifier;
    }

    /** Of what {@link RequestSigning#verifier} made. */
    public static VerifyingKey of(byte[] bytes, Algorithm algorithm) {
        byte[] own = bytes.clone();
        return new VerifyingKey(algorithm, own, algorithm == Algorithm.HMAC_SHA256 ? hmac(own) : ed25519(own));
    }

    private static Verifier hmac(byte[] secret) {
        var hmac = new Hmac(secret);
        return (base, signature) -> MessageDigest.isEqual(hmac.of(base), signature);
    }

    /** 32 bytes that are no public key verify nothing. */
    private static Verifier ed25519(byte[] raw) {
        byte[] prefix = RequestSigning.X509_PREFIX;
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        try {
            PublicKey key =
                    KeyFactory.getInstance(RequestSigning.ED25519_NAME).generatePublic(new X509EncodedKeySpec(encoded));
            return (base, signature) -> isSigned(base, signature, key);
        } catch (GeneralSecurityException noKey) {
            return (base, signature) -> false;
        }
    }

    private static boolean isSigned(byte[] base, byte[] signature, PublicKey key) {
        try {
            Signature verifying = Signature.getInstance(RequestSigning.ED25519_NAME);
            verifying.initVerify(key);
            verifying.update(base);
            return verifying.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    /** As it stands in a keys file. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether it is the signature of this base; takes as long wherever a symmetric one differs. */
    public boolean isSigned(String base, byte[] signature) {
        return verifier.isSigned(base.getBytes(StandardCharsets.ISO_8859_1), signature);
    }

    /** Without what verifies. */
    @Override
    public String toString() {
        return algorithm.label();
    }
}
