package io.florin.protocol;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under one key. Any thread: each text is taken by a copy of what the key was put into once. */
final class Hmac {
    private static final String NAME = "HmacSHA256";

    private final Mac keyed;

    Hmac(byte[] key) {
        try {
            keyed = Mac.getInstance(NAME);
            keyed.init(new SecretKeySpec(key, NAME));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has HMAC", impossible);
        }
    }

    byte[] of(byte[] text) {
        try {
            return ((Mac) keyed.clone()).doFinal(text);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("every JDK can copy a Mac", impossible);
        }
    }
}
