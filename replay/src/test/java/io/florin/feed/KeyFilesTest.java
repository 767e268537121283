package io.florin.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key is made once, for its owner alone, and is believed only where nobody else could have used it. */
final class KeyFilesTest {
    @TempDir
    Path folder;

    private Path data;
    private Path file;

    @BeforeEach
    void create() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        file = folder.resolve("ledger.key");
    }

    @Test
    void whatWasMadeIsReadBack() throws IOException {
        SigningKey made = KeyFiles.create(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        SigningKey read = KeyFiles.signing(file, data);
        VerifyingKey half = KeyFiles.verifying(folder.resolve("ledger.key.pub"));
        assertEquals(made.verifyingKey().id(), read.verifyingKey().id());
        assertEquals(made.verifyingKey().id(), half.id());
        assertTrue(half.verifies("text", read.sign("text")));
        assertFalse(half.verifies("other text", read.sign("text")));
        assertFalse(half.verifies("text", new byte[64]));
        assertFalse(half.verifies("text", new byte[3]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger.key", "ledger.key.pub"})
    void aKeyIsNeverOverwritten(String there) throws IOException {
        Path before = Files.writeString(folder.resolve(there), "something");
        refused("a file is there already, and a key is never overwritten: key=" + file, () -> KeyFiles.create(file));
        assertEquals("something", Files.readString(before));
    }

    @Test
    void aKeyInsideTheDataDirectoryIsRefused() throws IOException {
        Path inside = data.resolve("ledger.key");
        KeyFiles.create(inside);
        String sentence =
                "the signing key lies inside the data directory, and whoever can rewrite the journal could sign"
                        + " it anew; keep it elsewhere: key=";
        refused(sentence + inside, () -> KeyFiles.signing(inside, data));
        Path link = Files.createSymbolicLink(folder.resolve("outside"), inside);
        refused(sentence + link, () -> KeyFiles.signing(link, data));
        Path other = Files.createSymbolicLink(folder.resolve("data by another name"), data);
        refused(sentence + inside, () -> KeyFiles.signing(inside, other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void aKeyThatOthersMayUseIsRefused(String permissions) throws IOException {
        KeyFiles.create(file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        refused(
                "others than its owner may use the signing key (" + permissions + "); chmod 600 it: key=" + file,
                () -> KeyFiles.signing(file, data));
    }

    @Test
    void halvesOfTwoKeysAreRefused() throws IOException {
        KeyFiles.create(file);
        Path other = folder.resolve("other.key");
        KeyFiles.create(other);
        Path half = folder.resolve("ledger.key.pub");
        Files.delete(half);
        Files.copy(folder.resolve("other.key.pub"), half);
        refused(
                "does not belong to the public half beside it, " + half + ": key=" + file,
                () -> KeyFiles.signing(file, data));
    }

    @Test
    void aFileThatHoldsNoKeyIsRefused() throws Exception {
        KeyFiles.create(file);
        Path half = folder.resolve("ledger.key.pub");
        refused("holds no PUBLIC KEY in PEM form: key=" + file, () -> KeyFiles.verifying(file));
        Path none = folder.resolve("none");
        var missing = assertThrows(ProofRefusedException.class, () -> KeyFiles.verifying(none));
        assertTrue(String.valueOf(missing.getMessage()).startsWith("cannot be read ("), missing.getMessage());
        Files.writeString(none, Files.readString(half).replace('A', '!'));
        assertThrows(ProofRefusedException.class, () -> KeyFiles.verifying(none));
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Files.writeString(
                none,
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(rsa)
                        + "\n-----END PUBLIC KEY-----\n");
        refused("holds no Ed25519 public key: key=" + none, () -> KeyFiles.verifying(none));
        Files.write(none, new byte[5000]);
        refused("holds no PUBLIC KEY in PEM form: key=" + none, () -> KeyFiles.verifying(none));
    }

    private static void refused(String sentence, org.junit.jupiter.api.function.Executable action) {
        assertEquals(sentence, assertThrows(ProofRefusedException.class, action).getMessage());
    }
}
