package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.protocol.RequestSigning.Algorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signatures and digests against the examples of RFC 9421, appendix B.2, and RFC 9530, appendix D. */
class RequestSigningTest {
    private static final String KEY = "fl_live_7k2mq0c9_whatever";

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static Map<String, String> example() {
        Map<String, String> components = new LinkedHashMap<>();
        components.put("date", "Tue, 20 Apr 2021 02:07:55 GMT");
        components.put("@method", "POST");
        components.put("@path", "/foo");
        components.put("@authority", "example.com");
        components.put("content-type", "application/json");
        components.put("content-length", "18");
        return components;
    }

    /** B.2.5. */
    @Test
    void hmacIsThatOfTheRfc() {
        Map<String, String> components = example();
        components.keySet().retainAll(List.of("date", "@authority", "content-type"));
        String base = RequestSigning.base(
                components,
                "(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"");
        byte[] secret =
                decoded("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");
        byte[] expected = decoded("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
        assertArrayEquals(expected, RequestSigning.sign(base, secret, Algorithm.HMAC_SHA256));
        assertTrue(RequestSigning.isSigned(base, expected, secret, Algorithm.HMAC_SHA256));
    }

    /** B.2.6, whose signature is deterministic. */
    @Test
    void ed25519IsThatOfTheRfc() {
        String base = RequestSigning.base(
                example(),
                "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                        + ";created=1618884473;keyid=\"test-key-ed25519\"");
        byte[] publicKey = lastBytes("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=");
        byte[] seed = lastBytes("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF");
        byte[] expected =
                decoded("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
        assertArrayEquals(publicKey, RequestSigning.verifier(seed, Algorithm.ED25519));
        assertArrayEquals(expected, RequestSigning.sign(base, seed, Algorithm.ED25519));
        assertTrue(RequestSigning.isSigned(base, expected, publicKey, Algorithm.ED25519));
    }

    private static byte[] lastBytes(String encoded) {
        byte[] bytes = decoded(encoded);
        return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
    }

    @Test
    void digestsAreThoseOfTheRfcs() {
        byte[] body = "{\"hello\": \"world\"}".getBytes(StandardCharsets.US_ASCII);
        String sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
        String sha512 = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BN"
                + "NyealdVLvRwEmTHWXvJwew==:";
        assertEquals(sha256, RequestSigning.contentDigest(body, body.length));
        assertTrue(RequestSigning.isDigestOf(sha512, body, body.length));
        assertTrue(RequestSigning.isDigestOf(sha512 + ", " + sha256, body, body.length));
        assertFalse(RequestSigning.isDigestOf(sha512, body, body.length - 1));
        assertFalse(RequestSigning.isDigestOf(sha256.replace('X', 'Y') + ", " + sha512, body, body.length));
        assertFalse(RequestSigning.isDigestOf("md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", body, 0), "not known here");
        assertFalse(RequestSigning.isDigestOf("", body, 0));
    }

    @ParameterizedTest
    @EnumSource
    void anotherTextKeyOrSignatureIsNotSigned(Algorithm algorithm) {
        byte[] secret = RequestSigning.secret(KEY, algorithm);
        byte[] verifier = RequestSigning.verifier(secret, algorithm);
        byte[] signature = RequestSigning.sign("this", secret, algorithm);
        assertTrue(RequestSigning.isSigned("this", signature, verifier, algorithm));
        assertFalse(RequestSigning.isSigned("that", signature, verifier, algorithm));
        byte[] other = RequestSigning.verifier(RequestSigning.secret(KEY + "2", algorithm), algorithm);
        assertFalse(RequestSigning.isSigned("this", signature, other, algorithm));
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertFalse(RequestSigning.isSigned("this", changed, verifier, algorithm));
        }
        assertFalse(RequestSigning.isSigned("this", new byte[0], verifier, algorithm));
        byte[] longer = Arrays.copyOf(signature, signature.length + 1);
        assertFalse(RequestSigning.isSigned("this", longer, verifier, algorithm));
    }
}
