package io.florin.gateway.session;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a client showed in its handshake, and that one of the client authorities has signed. Who that
 * is, the keys file says.
 *
 * @param sha256 of the certificate, as 64 hexadecimal digits.
 * @param names its alternative names, as {@code dns:pay.example}, {@code uri:spiffe://…}, {@code email:…}.
 * @param expires from then on it is nobody's, on connections that are open too.
 */
public record PeerCertificate(String sha256, List<String> names, Instant expires) {
    private static final AttributeKey<PeerCertificate> ATTRIBUTE = AttributeKey.valueOf("florin.peer-certificate");
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    public PeerCertificate {
        names = List.copyOf(names);
    }

    /** What counts of a certificate. */
    public static PeerCertificate of(X509Certificate certificate) {
        return new PeerCertificate(
                fingerprint(certificate),
                names(certificate),
                certificate.getNotAfter().toInstant());
    }

    /** The certificate of this connection; null if it has none. */
    public static @Nullable PeerCertificate of(Channel channel) {
        return channel.attr(ATTRIBUTE).get();
    }

    /** From now on it is this connection's. */
    public void keep(Channel channel) {
        channel.attr(ATTRIBUTE).set(this);
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (CertificateEncodingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a certificate that was read can be written", impossible);
        }
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        for (List<?> name : alternativeNames(certificate)) {
            String kind =
                    switch ((Integer) name.get(0)) {
                        case EMAIL -> "email:";
                        case DNS -> "dns:";
                        case URI -> "uri:";
                        default -> "";
                    };
            if (!kind.isEmpty()) names.add(kind + name.get(1));
        }
        return names.stream().map(PeerCertificate::spelled).toList();
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException damaged) {
            return List.of();
        }
    }

    /** A name as it is compared: those of machines know no capital letters. */
    public static String spelled(String name) {
        return name.startsWith("dns:") ? name.toLowerCase(Locale.ROOT) : name;
    }
}
