package io.florin.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Certificates and keys as {@code openssl} writes them (RFC 7468). Whatever is wrong with a file is one sentence
 * without its name: who asks knows by which setting or option it came. No sentence holds anything of a key. Cold; any
 * thread.
 */
public final class PemFile {
    private static final long LENGTH_MAX = 1 << 20;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final Set<String> OLD_KEYS = Set.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY");
    private static final Set<String> NOT_AT_STAKE = Set.of("EC PARAMETERS");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA");
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----");

    private final List<Block> blocks;

    private record Block(String label, String body) {}

    private PemFile(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** Why a file cannot be used. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String sentence) {
            super(sentence);
        }

        RefusedException(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /**
     * The certificates in a file, in their order: one at least.
     *
     * @throws RefusedException if there is none, or one is damaged.
     */
    public static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : read(file).blocks) {
            if (block.label.equals(CERTIFICATE)) certificates.add(certificate(bytes(block)));
        }
        if (certificates.isEmpty()) throw new RefusedException("holds no certificate in PEM form");
        return certificates;
    }

    private static X509Certificate certificate(byte[] encoded) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException damaged) {
            throw new RefusedException("holds a certificate that is damaged (" + damaged.getMessage() + ")", damaged);
        }
    }

    /**
     * The one private key in a file: RSA or elliptic curve, not encrypted, and not readable by everybody.
     *
     * @throws RefusedException if there is none, or more, or it is of another kind.
     */
    public static PrivateKey privateKey(Path file) {
        List<Block> keys = read(file).blocks.stream()
                .filter(block -> !block.label.equals(CERTIFICATE) && !NOT_AT_STAKE.contains(block.label))
                .toList();
        if (keys.isEmpty()) throw new RefusedException("holds no private key in PEM form");
        if (keys.size() > 1) throw new RefusedException("holds more than one private key");
        Block key = keys.getFirst();
        if (key.label.equals(ENCRYPTED_KEY) || key.body.contains("ENCRYPTED")) {
            throw new RefusedException("holds a key that is encrypted, and nobody is there to type a password:"
                    + " decrypt it with openssl pkcs8 -in FILE -out PLAIN, and chmod 600 it");
        }
        if (OLD_KEYS.contains(key.label)) {
            throw new RefusedException("holds a key in the old form " + key.label
                    + ": convert it with openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW");
        }
        if (!key.label.equals(KEY)) throw new RefusedException("holds no private key, but " + key.label);
        refuseEverybody(file);
        return privateKey(bytes(key));
    }

    private static PrivateKey privateKey(byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException another) {
                // the next kind
            }
        }
        throw new RefusedException("holds a private key that is damaged, or neither RSA nor elliptic curve");
    }

    private static void refuseEverybody(Path file) {
        try {
            if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
            Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
            if (given.contains(PosixFilePermission.OTHERS_READ) || given.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new RefusedException("everybody on this machine may use the key: chmod o-rw it");
            }
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static PemFile read(Path file) {
        try {
            if (Files.isDirectory(file)) throw new RefusedException("is a directory");
            if (Files.size(file) > LENGTH_MAX) throw new RefusedException("is longer than 1 MiB");
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException absent) {
            throw new RefusedException("is not there", absent);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static RefusedException unreadable(IOException unreadable) {
        return new RefusedException("cannot be read (" + unreadable.getClass().getSimpleName() + ")", unreadable);
    }

    private static PemFile parse(String text) {
        List<Block> blocks = new ArrayList<>();
        int end = 0;
        for (MatchResult found : BLOCK.matcher(text).results().toList()) {
            if (!found.group(1).equals(found.group(3))) {
                throw new RefusedException("ends " + found.group(3) + " where " + found.group(1) + " began");
            }
            blocks.add(new Block(found.group(1), found.group(2)));
            end = found.end();
        }
        boolean isCut = text.indexOf("-----BEGIN ", end) >= 0;
        if (isCut) throw new RefusedException("ends within a block of PEM: it was not written to its end");
        return new PemFile(blocks);
    }

    private static byte[] bytes(Block block) {
        try {
            return Base64.getMimeDecoder().decode(block.body.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException("holds a block of PEM that is not base 64: " + block.label, notBase64);
        }
    }
}
