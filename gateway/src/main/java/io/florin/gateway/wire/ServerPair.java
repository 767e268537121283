package io.florin.gateway.wire;

import io.florin.protocol.PemFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a server shows and what it trusts, read from its files at one moment and fit for use: the key belongs to the
 * first certificate, which counts today.
 *
 * @param chain the node's certificate, then those towards its authority.
 * @param authorities whose certificates clients may show; empty to ask for none.
 */
record ServerPair(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
    private static final byte[] PROBE = {'f', 'l', 'o', 'r', 'i', 'n'};

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException for the first that cannot be used: a sentence that ends in the setting.
     */
    static ServerPair read(TlsConfig config, Instant now) {
        List<X509Certificate> chain = certificates(TlsConfig.CERTIFICATE_PROPERTY, config.certificate());
        PrivateKey key = key(config.keyFile());
        if (!belongTogether(chain.getFirst(), key)) {
            throw new IllegalArgumentException("is not the key of the certificate in " + config.certificate() + ": "
                    + TlsConfig.KEY_FILE_PROPERTY + "=" + config.keyFile());
        }
        requireInTime(chain.getFirst(), now, config.certificate());
        List<X509Certificate> authorities = config.clientAuthority()
                .map(file -> certificates(TlsConfig.CLIENT_AUTHORITY_PROPERTY, file))
                .orElse(List.of());
        return new ServerPair(chain, key, authorities);
    }

    private static List<X509Certificate> certificates(String property, Path file) {
        try {
            return PemFile.certificates(file);
        } catch (PemFile.RefusedException refused) {
            throw new IllegalArgumentException(refused.getMessage() + ": " + property + "=" + file, refused);
        }
    }

    private static PrivateKey key(Path file) {
        try {
            return PemFile.privateKey(file);
        } catch (PemFile.RefusedException refused) {
            throw new IllegalArgumentException(
                    refused.getMessage() + ": " + TlsConfig.KEY_FILE_PROPERTY + "=" + file, refused);
        }
    }

    /** Clients would refuse it: whoever starts a node hears so first. */
    private static void requireInTime(X509Certificate certificate, Instant now, Path file) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) throw outOfTime("counts from " + from + " on only", file);
        if (now.isAfter(to)) throw outOfTime("expired at " + to, file);
    }

    private static IllegalArgumentException outOfTime(String what, Path file) {
        return new IllegalArgumentException(what + ": " + TlsConfig.CERTIFICATE_PROPERTY + "=" + file);
    }

    /** What one signs the other verifies. */
    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }

    /** When the first certificate of the chain to do so expires. */
    Instant expires() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
