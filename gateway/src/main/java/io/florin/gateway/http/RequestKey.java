package io.florin.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.agrona.DirectBuffer;

/**
 * What makes two HTTP requests the same: the first 128 bits of SHA-256 over principal, method, path and the value of
 * {@code Idempotency-Key}, each behind the other with a line feed between; and the first 64 bits of SHA-256 over the
 * encoded command. One event loop.
 */
final class RequestKey {
    private final MessageDigest sha256;
    private long high;
    private long low;

    RequestKey() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    void of(long principal, String method, String path, String value) {
        String text = principal + "\n" + method + "\n" + path + "\n" + value;
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        high = digest.getLong();
        low = digest.getLong();
    }

    /** Of the key made last. */
    long high() {
        return high;
    }

    /** Of the key made last. */
    long low() {
        return low;
    }

    long bodyHash(int templateId, DirectBuffer rows, int length) {
        byte[] bytes = new byte[length];
        rows.getBytes(0, bytes);
        sha256.update((byte) templateId);
        return ByteBuffer.wrap(sha256.digest(bytes)).getLong();
    }
}
