package io.florin.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority that signs whatever a test wants, by the JDK's own keytool. */
public final class TestAuthority {
    private static final String PASSWORD = "changeit";
    private static final long TIMEOUT_S = 60;
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final String name;

    private TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** A certificate with those above it, and its key, as PEM. */
    public record Issued(Path certificate, Path keyFile) {}

    /** A new one. */
    public static TestAuthority make(Path folder, String name) throws Exception {
        var authority = new TestAuthority(folder, name);
        authority.keytool("authority", "EC", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign", "-validity", "30");
        authority.write("authority", authority.file());
        return authority;
    }

    /** Its own certificate, for those who trust it. */
    public Path file() {
        return folder.resolve(name + ".pem");
    }

    /** For 127.0.0.1, localhost and this name, a month from now; with further arguments of keytool. */
    public Issued issue(String subject, String... arguments) throws Exception {
        return issueFor(subject, "EC", "dns:localhost,ip:127.0.0.1,dns:" + subject, arguments);
    }

    /** With keys of this kind, EC or RSA, and these alternative names. */
    public Issued issueFor(String subject, String algorithm, String names, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-signer", "authority", "-ext", "san=" + names));
        all.addAll(List.of(arguments));
        if (!all.contains("-validity")) all.addAll(List.of("-validity", "30"));
        keytool(subject, algorithm, all.toArray(String[]::new));
        Path certificate = folder.resolve(name + "-" + subject + ".crt");
        write(subject, certificate);
        Path keyFile = folder.resolve(name + "-" + subject + ".key");
        Files.deleteIfExists(keyFile);
        Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        byte[] key = store().getKey(subject, PASSWORD.toCharArray()).getEncoded();
        Files.writeString(keyFile, pem("PRIVATE KEY", key));
        return new Issued(certificate, keyFile);
    }

    /** Of a client that trusts this authority, and shows what another, or the same, has issued to a subject. */
    public SSLContext clientShowing(TestAuthority issuer, String subject) throws Exception {
        KeyStore shown = KeyStore.getInstance("PKCS12");
        shown.load(null, null);
        if (!subject.isEmpty()) {
            var key = issuer.store().getKey(subject, PASSWORD.toCharArray());
            shown.setKeyEntry(
                    subject, key, PASSWORD.toCharArray(), issuer.store().getCertificateChain(subject));
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(name, store().getCertificate("authority"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void write(String alias, Path file) throws IOException, GeneralSecurityException {
        var text = new StringBuilder();
        for (Certificate certificate : store().getCertificateChain(alias)) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(file, text);
    }

    /** As it stands in files. */
    public static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(storeFile().toFile(), PASSWORD.toCharArray());
    }

    private Path storeFile() {
        return folder.resolve(name + ".p12");
    }

    private void keytool(String alias, String algorithm, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + alias + " of " + name,
                "-keystore",
                storeFile().toString(),
                "-storepass",
                PASSWORD));
        command.addAll(algorithm.equals("EC") ? List.of("-groupname", "secp256r1") : List.of("-keysize", "2048"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + output);
        }
    }
}
