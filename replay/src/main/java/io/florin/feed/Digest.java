package io.florin.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256. Immutable; as text 64 hexadecimal digits in lower case. */
public final class Digest {
    public static final int LENGTH = 32;

    /** Where there is nothing to digest yet. */
    public static final Digest NOTHING = new Digest(new byte[LENGTH]);

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of these parts, one behind the other. */
    static Digest of(byte[]... parts) {
        MessageDigest sha256 = sha256();
        for (byte[] part : parts) sha256.update(part);
        return new Digest(sha256.digest());
    }

    /** Of text of ASCII characters. */
    static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** One that was computed already. */
    static Digest copyOf(byte[] digest) {
        if (digest.length != LENGTH) throw new IllegalArgumentException("a SHA-256 has 32 bytes: " + digest.length);
        return new Digest(digest.clone());
    }

    /**
     * Reads it from text.
     *
     * @throws IllegalArgumentException unless that is 64 hexadecimal digits in lower case.
     */
    public static Digest parse(String text) {
        Digest digest = copyOf(HexFormat.of().parseHex(text));
        if (!digest.toString().equals(text)) throw new IllegalArgumentException("not in lower case: " + text);
        return digest;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
