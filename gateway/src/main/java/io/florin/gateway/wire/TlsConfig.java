package io.florin.gateway.wire;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the certificates are. With this, every port speaks TLS 1.3 and nothing else.
 *
 * @param certificate the node's own and those between it and its authority, in this order, as PEM.
 * @param keyFile its private key, as PEM (PKCS#8), not encrypted.
 * @param clientAuthority whose certificates clients may show; without it they are not asked for any.
 * @param handshakeTimeoutNs from the connection to the end of the handshake.
 */
public record TlsConfig(Path certificate, Path keyFile, Optional<Path> clientAuthority, long handshakeTimeoutNs) {
    public static final String CERTIFICATE_PROPERTY = "florin.gateway.tls.certificate";
    public static final String KEY_FILE_PROPERTY = "florin.gateway.tls.key-file";
    public static final String CLIENT_AUTHORITY_PROPERTY = "florin.gateway.tls.client-authority";
    public static final String HANDSHAKE_TIMEOUT_PROPERTY = "florin.gateway.tls.handshake-timeout";
    public static final long HANDSHAKE_TIMEOUT_DEFAULT_NS = 5_000_000_000L;

    private static final long TIMEOUT_NS_MIN = 10_000_000L;
    private static final long TIMEOUT_NS_MAX = 60_000_000_000L;

    public TlsConfig {
        if (handshakeTimeoutNs < TIMEOUT_NS_MIN || handshakeTimeoutNs > TIMEOUT_NS_MAX) {
            throw new IllegalArgumentException(
                    "must be from 10 ms to 60 s: " + HANDSHAKE_TIMEOUT_PROPERTY + "=" + handshakeTimeoutNs + "ns");
        }
    }
}
