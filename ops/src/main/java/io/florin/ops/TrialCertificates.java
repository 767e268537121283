package io.florin.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority of one's own and certificates for this machine, for benches, tests and trying things out, by the JDK's
 * keytool. It keeps the authority's key in the folder: nobody else should trust it.
 */
public final class TrialCertificates {
    private static final String AUTHORITY = "authority";
    private static final String STORE = "trial.p12";
    private static final String PASSWORD = "trial-only";
    private static final String HERE = "san=dns:localhost,ip:127.0.0.1,dns:";
    private static final String DAYS = "30";
    private static final int LINE_LENGTH = 64;

    private final Path folder;

    private TrialCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * What one side shows.
     *
     * @param certificate with the authority's, as PEM.
     * @param keyFile as PEM, for its owner alone.
     */
    public record Issued(Path certificate, Path keyFile) {
        /** Settings of a node that shows it, as behind {@code --set}. */
        public List<String> settings() {
            return List.of("gateway.tls.certificate=" + certificate, "gateway.tls.key-file=" + keyFile);
        }
    }

    /** Makes an authority in the folder. */
    public static TrialCertificates make(Path folder) throws IOException, InterruptedException {
        var trial = new TrialCertificates(folder);
        trial.keytool(AUTHORITY, "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
        trial.write(AUTHORITY, trial.authority());
        return trial;
    }

    /** For whoever is to trust what is issued here. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** A certificate for this machine under its usual names, and under this one. */
    public Issued issue(String name) throws IOException, InterruptedException {
        keytool(name, "-signer", AUTHORITY, "-ext", HERE + name);
        var issued = new Issued(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        write(name, issued.certificate());
        try {
            byte[] key = store().getKey(name, PASSWORD.toCharArray()).getEncoded();
            Files.createFile(
                    issued.keyFile(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(issued.keyFile(), pem("PRIVATE KEY", key), StandardOpenOption.WRITE);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("keytool wrote what cannot be read", impossible);
        }
        return issued;
    }

    private void write(String name, Path file) throws IOException {
        var text = new StringBuilder();
        try {
            for (Certificate certificate : store().getCertificateChain(name)) {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("keytool wrote what cannot be read", impossible);
        }
        Files.writeString(file, text);
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve(STORE).toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private void keytool(String alias, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-dname", "CN=" + alias, "-validity", DAYS, "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve(STORE).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("keytool failed: " + output.strip());
    }
}
