package io.florin.gateway.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner has it: {@code fl_live_<id>_<secret>}, where the secret is 256 random bits and their CRC32C
 * in base 32. The checksum tells a mistyped or cut key from a wrong one before anything is hashed; the prefix lets
 * scanners of source code find keys that were committed.
 *
 * @param id names the key wherever it is spoken of.
 * @param text the whole of it: a secret, for its owner's eyes alone.
 */
public record ApiKeyText(String id, String text) {
    private static final String PREFIX = "fl_live_";
    private static final int ID_BYTES = 5;
    private static final int ID_LETTERS = Base32.letters(ID_BYTES);
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_AT = PREFIX.length() + ID_LETTERS + 1;
    private static final int LENGTH = SECRET_AT + Base32.letters(SECRET_BYTES + Integer.BYTES);

    /** A new one; nobody else has it. */
    public static ApiKeyText random() {
        var random = new SecureRandom();
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        byte[] secret = new byte[SECRET_BYTES + Integer.BYTES];
        random.nextBytes(secret);
        ByteBuffer.wrap(secret).putInt(SECRET_BYTES, checksum(secret));
        String name = Base32.encode(id);
        return new ApiKeyText(name, PREFIX + name + "_" + Base32.encode(secret));
    }

    /** The key in this text; null if it cannot be one. */
    public static @Nullable ApiKeyText parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(SECRET_AT - 1) != '_') return null;
        String id = text.substring(PREFIX.length(), SECRET_AT - 1);
        byte[] secret = Base32.decode(text.substring(SECRET_AT));
        boolean isWhole = secret.length == SECRET_BYTES + Integer.BYTES
                && ByteBuffer.wrap(secret).getInt(SECRET_BYTES) == checksum(secret);
        Arrays.fill(secret, (byte) 0);
        return isWhole && isId(id) ? new ApiKeyText(id, text) : null;
    }

    /** Whether a key may be named so. */
    static boolean isId(String text) {
        return text.length() == ID_LETTERS && Base32.decode(text).length == ID_BYTES;
    }

    private static int checksum(byte[] secret) {
        var crc = new CRC32C();
        crc.update(secret, 0, SECRET_BYTES);
        return (int) crc.getValue();
    }

    /**
     * What a server keeps of it: SHA-256 of the whole text. With so many random bits it needs no salt, and no slowness.
     */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }
}
