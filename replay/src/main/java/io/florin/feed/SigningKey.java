package io.florin.feed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** An Ed25519 key (RFC 8032) with both halves: whoever has it can speak for the ledger. Immutable. */
public final class SigningKey {
    private static final String PROBE = "florin-key-probe/1";

    private final PrivateKey key;
    private final VerifyingKey verifyingKey;

    private SigningKey(PrivateKey key, VerifyingKey verifyingKey) {
        this.key = key;
        this.verifyingKey = verifyingKey;
    }

    /** @throws IllegalArgumentException unless the halves belong together. */
    static SigningKey of(PrivateKey key, VerifyingKey verifyingKey) {
        var both = new SigningKey(key, verifyingKey);
        if (!verifyingKey.verifies(PROBE, both.sign(PROBE))) {
            throw new IllegalArgumentException("the halves do not belong together");
        }
        return both;
    }

    byte[] sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance(VerifyingKey.ALGORITHM);
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.US_ASCII));
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    byte[] encoded() {
        return key.getEncoded();
    }
}
