package io.florin.bench.load;

import io.florin.protocol.RequestSigning;
import io.florin.protocol.RequestSigning.Algorithm;
import io.florin.protocol.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Signs the requests of a load (RFC 9421). All that differs from one to the next is of fixed width, so header lines and
 * what is signed are made once, and places in them are filled. Shared by the connections of a load; its thread only.
 */
public final class HttpSigning {
    private static final int HMAC_LENGTH = 32;
    private static final int ED25519_LENGTH = 64;
    private static final int NONCE_LENGTH = 18;
    private static final long NONCE_MIN = 100_000_000_000_000_000L; // the first of so many digits
    private static final int CREATED_LENGTH = 10;
    private static final int KEY_LENGTH = 36;
    private static final int DIGEST_LENGTH = base64Length(HMAC_LENGTH);
    private static final long MS_PER_SECOND = 1_000;

    private final SigningKey key;
    private final String keyId;
    private final int signatureLength;
    private long nonce;
    private long epochSeconds;

    /**
     * Signs by this key.
     *
     * @param apiKey as {@code fl_live_ID_SECRET}.
     * @param seed of nonces that nobody else has drawn.
     */
    public HttpSigning(String apiKey, Algorithm algorithm, long seed) {
        this.key = SigningKey.of(apiKey, algorithm);
        this.keyId = apiKey.split("_", -1)[2];
        this.signatureLength = base64Length(algorithm == Algorithm.HMAC_SHA256 ? HMAC_LENGTH : ED25519_LENGTH);
        this.nonce = NONCE_MIN + (seed >>> 2) % NONCE_MIN;
    }

    private static int base64Length(int bytes) {
        return Math.ceilDiv(bytes, 3) * 4;
    }

    /** The form of requests to one path: its header lines, and what fills them. */
    Form form(String path, boolean hasKey) {
        return new Form(path, hasKey);
    }

    /** Where a value stands: in what is signed, and in the header lines; below 0 where it does not. */
    private record Place(int inBase, int inLines) {
        static Place of(String mark, String base, String lines) {
            return new Place(base.indexOf(mark), lines.indexOf(mark));
        }

        void put(String value, byte[] base, UnsafeBuffer bytes, int linesOffset) {
            byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(ascii, 0, base, inBase, ascii.length);
            bytes.putBytes(linesOffset + inLines, ascii);
        }
    }

    /** Requests to one path, all of one form. */
    final class Form {
        private static final String DIGEST_BEGIN = "sha-256=:";

        private final String lines;
        private final byte[] base;
        private final Place digest;
        private final Place key36;
        private final Place created;
        private final Place nonces;
        private final int signatureInLines;

        private Form(String path, boolean hasKey) {
            String digestMark = "d".repeat(DIGEST_LENGTH);
            String keyMark = "k".repeat(KEY_LENGTH);
            String createdMark = "0".repeat(CREATED_LENGTH);
            String nonceMark = "n".repeat(NONCE_LENGTH);
            String signatureMark = "s".repeat(signatureLength);
            Map<String, String> components = new LinkedHashMap<>();
            components.put("@method", "POST");
            components.put("@path", path);
            components.put("@query", "?");
            components.put("content-digest", DIGEST_BEGIN + digestMark + ":");
            if (hasKey) components.put("idempotency-key", keyMark);
            String parameters = "(\"" + String.join("\" \"", components.keySet()) + "\");created=" + createdMark
                    + ";keyid=\"" + keyId + "\";nonce=\"" + nonceMark + '"';
            String text = RequestSigning.base(components, parameters);
            base = text.getBytes(StandardCharsets.US_ASCII);
            lines = "Content-Digest: " + DIGEST_BEGIN + digestMark + ":\r\nSignature-Input: sig=" + parameters
                    + "\r\nSignature: sig=:" + signatureMark + ":\r\n";
            digest = Place.of(digestMark, text, lines);
            key36 = Place.of(keyMark, text, lines);
            created = Place.of(createdMark, text, lines);
            nonces = Place.of(nonceMark, text, lines);
            signatureInLines = lines.indexOf(signatureMark);
        }

        /** Header lines, each with its end, of fixed width; what is to be filled in is marked. */
        String lines() {
            return lines;
        }

        /** The wall clock, once before many requests. */
        void time(long epochMs) {
            epochSeconds = epochMs / MS_PER_SECOND;
        }

        /** Fills the lines that lie at {@code linesOffset}, for the key and the body that are written already. */
        void fill(UnsafeBuffer bytes, int linesOffset, int keyOffset, int bodyOffset, int bodyLength) {
            byte[] body = new byte[bodyLength];
            bytes.getBytes(bodyOffset, body);
            String header = RequestSigning.contentDigest(body, bodyLength);
            digest.put(header.substring(DIGEST_BEGIN.length(), header.length() - 1), base, bytes, linesOffset);
            created.put(Long.toString(epochSeconds), base, bytes, linesOffset);
            nonces.put(String.valueOf(nonce++), base, bytes, linesOffset);
            if (key36.inBase >= 0) bytes.getBytes(keyOffset, base, key36.inBase, KEY_LENGTH);
            bytes.putBytes(linesOffset + signatureInLines, Base64.getEncoder().encode(key.sign(base)));
        }
    }
}
