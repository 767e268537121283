package io.florin.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keys as files, in the PEM form that {@code openssl} reads and writes (RFC 7468): {@code FILE} is the key itself, for
 * its owner alone, {@code FILE.pub} the half that everybody may have. Cold; any thread.
 */
public final class KeyFiles {
    /** What the name of the public half ends in. */
    public static final String PUBLIC_SUFFIX = ".pub";

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final long LENGTH_MAX = 4096;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private KeyFiles() {}

    /**
     * Draws a new key and writes both files; neither may be there.
     *
     * @throws ProofRefusedException if one is there already, or cannot be written.
     */
    public static SigningKey create(Path file) {
        Path publicFile = publicFile(file);
        try {
            KeyPair pair = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM).generateKeyPair();
            SigningKey key = SigningKey.of(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
            if (Files.exists(publicFile)) throw new FileAlreadyExistsException(publicFile.toString());
            createForOwner(file);
            Files.writeString(file, pem(PRIVATE, key.encoded()), StandardOpenOption.WRITE);
            Files.writeString(publicFile, pem(PUBLIC, key.verifyingKey().encoded()), StandardOpenOption.CREATE_NEW);
            return key;
        } catch (FileAlreadyExistsException there) {
            throw new ProofRefusedException("a file is there already, and a key is never overwritten: key=" + file);
        } catch (IOException unwritable) {
            throw new ProofRefusedException("cannot be written (" + unwritable + "): key=" + file, unwritable);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /** Empty, and for nobody else from its first moment on. */
    private static void createForOwner(Path file) throws IOException {
        if (hasPermissions(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + PUBLIC_SUFFIX);
    }

    /**
     * Reads a key to sign with, and its public half beside it.
     *
     * @param data the data directory, where a key must not be: whoever can rewrite the journal could sign it anew.
     * @throws ProofRefusedException if it lies there, others may read it, it is none, or its halves do not match.
     */
    public static SigningKey signing(Path file, Path data) {
        try {
            if (file.toRealPath().startsWith(data.toRealPath())) {
                throw new ProofRefusedException(
                        "the signing key lies inside the data directory, and whoever can rewrite"
                                + " the journal could sign it anew; keep it elsewhere: key=" + file);
            }
            if (hasPermissions(file)) refuseOthers(file);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
        byte[] encoded = read(file, PRIVATE);
        try {
            var key = KeyFactory.getInstance(VerifyingKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return SigningKey.of(key, verifying(publicFile(file)));
        } catch (GeneralSecurityException notOne) {
            throw new ProofRefusedException("holds no Ed25519 private key: key=" + file, notOne);
        } catch (IllegalArgumentException notAPair) {
            throw new ProofRefusedException(
                    "does not belong to the public half beside it, " + publicFile(file) + ": key=" + file, notAPair);
        }
    }

    private static void refuseOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new ProofRefusedException("others than its owner may use the signing key ("
                    + PosixFilePermissions.toString(permissions) + "); chmod 600 it: key=" + file);
        }
    }

    /**
     * Reads a public half.
     *
     * @throws ProofRefusedException if there is none in it.
     */
    public static VerifyingKey verifying(Path file) {
        byte[] encoded = read(file, PUBLIC);
        try {
            PublicKey key =
                    KeyFactory.getInstance(VerifyingKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
            return new VerifyingKey(key);
        } catch (GeneralSecurityException notOne) {
            throw new ProofRefusedException("holds no Ed25519 public key: key=" + file, notOne);
        }
    }

    private static byte[] read(Path file, String label) {
        try {
            if (Files.size(file) > LENGTH_MAX) throw notPem(file, label);
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            String begin = "-----BEGIN " + label + "-----";
            String end = "-----END " + label + "-----";
            if (!text.startsWith(begin) || !text.endsWith(end)) throw notPem(file, label);
            String body = text.substring(begin.length(), text.length() - end.length());
            return Base64.getMimeDecoder().decode(body.strip());
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        } catch (IllegalArgumentException notBase64) {
            throw notPem(file, label);
        }
    }

    private static ProofRefusedException notPem(Path file, String label) {
        return new ProofRefusedException("holds no " + label + " in PEM form: key=" + file);
    }

    private static ProofRefusedException unreadable(Path file, IOException cause) {
        return new ProofRefusedException("cannot be read (" + cause + "): key=" + file, cause);
    }

    private static String pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
