package io.florin.feed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/** The public half of an Ed25519 key (RFC 8032): whoever has it can check, and nothing else. Immutable. */
public final class VerifyingKey {
    static final String ALGORITHM = "Ed25519";
    private static final int ID_LENGTH = 8;

    private final PublicKey key;
    private final String id;

    VerifyingKey(PublicKey key) {
        this.key = key;
        byte[] digest = Digest.of(key.getEncoded()).toBytes();
        this.id = HexFormat.of().formatHex(Arrays.copyOf(digest, ID_LENGTH));
    }

    /** What checkpoints call it: the first 16 hexadecimal digits of the SHA-256 over its X.509 form. */
    public String id() {
        return id;
    }

    boolean verifies(String text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance(ALGORITHM);
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.US_ASCII));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException noSignatureAtAll) {
            return false;
        }
    }

    byte[] encoded() {
        return key.getEncoded();
    }
}
