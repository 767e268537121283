package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestAuthority;
import io.florin.protocol.PemFile;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that a node cannot speak TLS with is one sentence, and no sentence holds anything of a key. */
class CertificatesTest {
    @TempDir
    static Path certificates;

    private static TestAuthority authority;
    private static TestAuthority.Issued node;
    private static TestAuthority.Issued other;
    private static TestAuthority.Issued rsa;

    @TempDir
    Path folder;

    @BeforeAll
    static void issue() throws Exception {
        authority = TestAuthority.make(certificates, "ours");
        node = authority.issue("node");
        other = authority.issue("other");
        rsa = authority.issueFor("rsa", "RSA", "dns:localhost");
    }

    @Test
    void aPairThatBelongsTogetherIsTaken() {
        for (TestAuthority.Issued issued : List.of(node, other, rsa)) {
            var taken = Certificates.of(config(issued.certificate(), issued.keyFile(), Optional.of(authority.file())));
            assertTrue(taken.areShown());
            Duration left = Duration.between(Instant.now(), taken.expires().orElseThrow());
            assertEquals(30, left.plusMinutes(5).toDays());
            assertFalse(taken.look(), "nothing has changed");
        }
        assertFalse(Certificates.of(Optional.empty()).areShown());
        assertTrue(Certificates.NONE.expires().isEmpty());
    }

    private Map<String, String> badKeys() throws IOException {
        String good = Files.readString(node.keyFile());
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("", "holds no private key in PEM form");
        bad.put("hello", "holds no private key in PEM form");
        bad.put(Files.readString(node.certificate()), "holds no private key in PEM form");
        bad.put(good + good, "holds more than one private key");
        bad.put(good.substring(0, good.length() / 2), "ends within a block of PEM: it was not written to its end");
        bad.put(good.replace("END PRIVATE KEY", "END CERTIFICATE"), "ends CERTIFICATE where PRIVATE KEY began");
        bad.put(
                good.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
                "holds a key that is encrypted, and nobody is there to type a password:"
                        + " decrypt it with openssl pkcs8 -in FILE -out PLAIN, and chmod 600 it");
        bad.put(
                good.replace("PRIVATE KEY", "EC PRIVATE KEY"),
                "holds a key in the old form EC PRIVATE KEY:"
                        + " convert it with openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW");
        bad.put(good.replace("PRIVATE KEY", "PUBLIC KEY"), "holds no private key, but PUBLIC KEY");
        bad.put(
                TestAuthority.pem("PRIVATE KEY", new byte[40]),
                "holds a private key that is damaged, or neither RSA nor elliptic curve");
        bad.put(Files.readString(other.keyFile()), "is not the key of the certificate in " + node.certificate());
        bad.put(Files.readString(rsa.keyFile()), "is not the key of the certificate in " + node.certificate());
        return bad;
    }

    @Test
    void aKeyThatIsNone() throws IOException {
        Path file = folder.resolve("node.key");
        for (Map.Entry<String, String> bad : badKeys().entrySet()) {
            write(file, bad.getKey(), "rw-------");
            String said = refusal(node.certificate(), file);
            assertEquals(bad.getValue() + ": florin.gateway.tls.key-file=" + file, said);
            bad.getKey()
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("-----"))
                    .forEach(line -> assertFalse(said.contains(line), said));
        }
    }

    @Test
    void aKeyThatEverybodyMayRead() throws IOException {
        Path file = folder.resolve("node.key");
        write(file, Files.readString(node.keyFile()), "rw-r--r--");
        assertEquals(
                "everybody on this machine may use the key: chmod o-rw it: florin.gateway.tls.key-file=" + file,
                refusal(node.certificate(), file));
        write(file, Files.readString(node.keyFile()), "rw-r-----");
        Certificates.of(config(node.certificate(), file, Optional.empty()));
    }

    @Test
    void filesThatAreNotThere() {
        Path absent = folder.resolve("absent");
        assertEquals("is not there: florin.gateway.tls.certificate=" + absent, refusal(absent, node.keyFile()));
        assertEquals("is not there: florin.gateway.tls.key-file=" + absent, refusal(node.certificate(), absent));
        assertEquals("is a directory: florin.gateway.tls.certificate=" + folder, refusal(folder, node.keyFile()));
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> Certificates.of(config(node.certificate(), node.keyFile(), Optional.of(absent))));
        assertEquals("is not there: florin.gateway.tls.client-authority=" + absent, refused.getMessage());
    }

    @Test
    void aCertificateThatIsNone() throws IOException {
        Path file = folder.resolve("node.crt");
        write(file, "hello", "rw-r--r--");
        assertEquals(
                "holds no certificate in PEM form: florin.gateway.tls.certificate=" + file,
                refusal(file, node.keyFile()));
        write(file, TestAuthority.pem("CERTIFICATE", new byte[99]), "rw-r--r--");
        String said = refusal(file, node.keyFile());
        assertTrue(said.startsWith("holds a certificate that is damaged ("), said);
        String good = Files.readString(node.certificate());
        write(file, good.substring(0, good.length() - 20), "rw-r--r--");
        assertTrue(refusal(file, node.keyFile()).startsWith("ends within a block of PEM"));
    }

    /** Clients would refuse it: an operator hears so at the start, and a running node keeps what it has. */
    @Test
    void aCertificateOutOfItsTime() {
        var leaf = PemFile.certificates(node.certificate()).getFirst();
        Instant from = leaf.getNotBefore().toInstant();
        Instant to = leaf.getNotAfter().toInstant();
        assertEquals("counts from " + from + " on only", at(from.minusSeconds(1)));
        assertEquals("", at(from));
        assertEquals("", at(to));
        assertEquals("expired at " + to, at(to.plusSeconds(1)));
    }

    private String at(Instant now) {
        try {
            Certificates.of(
                    config(node.certificate(), node.keyFile(), Optional.empty()),
                    Clock.fixed(now, ZoneOffset.UTC),
                    SslProvider.JDK);
            return "";
        } catch (IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage())
                    .replace(": florin.gateway.tls.certificate=" + node.certificate(), "");
        }
    }

    @Test
    void aHandshakeHasATime() {
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> new TlsConfig(node.certificate(), node.keyFile(), Optional.empty(), 0));
        assertEquals("must be from 10 ms to 60 s: florin.gateway.tls.handshake-timeout=0ns", wrong.getMessage());
    }

    private static String refusal(Path certificate, Path keyFile) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> Certificates.of(config(certificate, keyFile, Optional.empty())));
        return String.valueOf(refused.getMessage());
    }

    private static TlsConfig config(Path certificate, Path keyFile, Optional<Path> authority) {
        return new TlsConfig(certificate, keyFile, authority, TlsConfig.HANDSHAKE_TIMEOUT_DEFAULT_NS);
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
