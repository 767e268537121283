package io.florin.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in by which line of a keys file, and what is said of a line that is wrong. */
class KeyringTest {
    private static final String SHA = "ab".repeat(32);
    private static final long PRINCIPAL = 17;
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("11.1.2.3");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello                                             | must be: key ID sha256=HEX principal=NUMBER
            key 7k2mq0cu sha256=SHA principal=2               | no key is named so: key 7k2mq0cu
            key 7k2mq0c9 principal=2                          | must be 64 hexadecimal digits: sha256=
            key 7k2mq0c9 sha256=SHA                           | must be a number from 2 on: principal=
            key 7k2mq0c9 sha256=SHA principal=0 | \
            must be a number from 2 on, since 1 is whoever needs no key
            key 7k2mq0c9 sha256=SHA principal=1 | \
            must be a number from 2 on, since 1 is whoever needs no key
            key 7k2mq0c9 sha256=SHA principal=2 principal=3   | is given twice: principal=3
            key 7k2mq0c9 sha256=SHA principal=2 colour=red | \
            principal=NUMBER [addresses=RANGE,…] [expires=TIME] [signature=RULE]: colour=red
            key 7k2mq0c9 sha256=SHA principal=2 addresses=x   | must be an address such as 10.0.0.0/8: x
            key 7k2mq0c9 sha256=SHA principal=2 addresses=10.0.0.0/33 | must be from 0 to 32 bits: /33
            key 7k2mq0c9 sha256=SHA principal=2 addresses=10.0.0.1/8 | \
            has bits behind the first 8 that count: 10.0.0.1/8
            key 7k2mq0c9 sha256=SHA principal=2 expires=never | \
            must be a time such as 2027-01-01T00:00:00Z: expires=never
            """)
    void aWrongLineIsNamed(String line, String sentence) {
        List<String> lines = List.of("# a comment", "", line.replace("SHA", SHA));
        var wrong = assertThrows(Keyring.MalformedException.class, () -> Keyring.of(lines));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith("3  "), wrong::getMessage);
        assertTrue(String.valueOf(wrong.getMessage()).contains(sentence), wrong::getMessage);
    }

    @Test
    void aKeyThatIsThereTwiceIsNamed() {
        String line = "key 7k2mq0c9 sha256=" + SHA + " principal=2";
        var wrong = assertThrows(Keyring.MalformedException.class, () -> Keyring.of(List.of(line, line)));
        assertEquals("2  is there twice: key 7k2mq0c9", wrong.getMessage());
    }

    @Test
    void aKeyOpensFromItsAddressesUntilItExpires() {
        ApiKeyText text = ApiKeyText.random();
        ApiKey key = key(text, List.of(AddressRange.parse("10.0.0.0/8")), Optional.of(NOON));
        Keyring keyring = Keyring.of(List.of(key.line()));
        assertEquals(List.of(key), keyring.keys());
        long noonNs = NOON.getEpochSecond() * 1_000_000_000L;
        assertEquals(PRINCIPAL, principal(keyring.find(text.text(), INSIDE, noonNs - 1)));
        assertNull(keyring.find(text.text(), INSIDE, noonNs));
        assertNull(keyring.find(text.text(), OUTSIDE, noonNs - 1));
        assertNull(keyring.find(ApiKeyText.random().text(), INSIDE, 0));
        assertTrue(key.isLive(NOON.minusNanos(1)));
        assertFalse(key.isLive(NOON));
    }

    /** Same id, and whole: only the hash tells it apart. */
    @Test
    void anotherSecretUnderTheSameNameOpensNothing() {
        ApiKeyText text = ApiKeyText.random();
        ApiKeyText other = ApiKeyText.random();
        String forged =
                "fl_live_" + text.id() + other.text().substring(other.text().lastIndexOf('_'));
        assertEquals(forged, ApiKeyText.parse(forged) == null ? "" : forged);
        Keyring keyring =
                Keyring.of(List.of(key(text, List.of(), Optional.empty()).line()));
        assertNull(keyring.find(forged, INSIDE, 0));
        assertEquals(PRINCIPAL, principal(keyring.find(text.text(), INSIDE, 0)));
    }

    @Test
    void aChangedFileCountsFromTheNextLookOnAndABrokenOneNever() throws IOException {
        ApiKeyText first = ApiKeyText.random();
        ApiKeyText second = ApiKeyText.random();
        Path file = write(key(first, List.of(), Optional.empty()).line());
        Doorkeeper doorkeeper = Doorkeeper.of(file, 1);
        assertEquals(PRINCIPAL, principal(doorkeeper.speaker(first.text(), INSIDE, 0)));

        write("key " + first.id());
        var broken = assertThrows(IllegalArgumentException.class, doorkeeper::look);
        assertTrue(String.valueOf(broken.getMessage()).contains("keys:1  must be 64"), broken::getMessage);
        assertEquals(PRINCIPAL, principal(doorkeeper.speaker(first.text(), INSIDE, 0)));

        write(key(second, List.of(), Optional.empty()).line() + " ");
        doorkeeper.look();
        assertNull(doorkeeper.speaker(first.text(), INSIDE, 0));
        assertEquals(PRINCIPAL, principal(doorkeeper.speaker(second.text(), INSIDE, 0)));

        Files.delete(file);
        assertThrows(IllegalArgumentException.class, doorkeeper::look);
        assertEquals(PRINCIPAL, principal(doorkeeper.speaker(second.text(), INSIDE, 0)));
    }

    @Test
    void aFileThatOthersMayWriteIsRefused() throws IOException {
        Path file = write("# nobody");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        var refused = assertThrows(IllegalArgumentException.class, () -> Doorkeeper.of(file, 1));
        assertEquals(
                "must be writable by its owner alone (chmod go-w): florin.gateway.keys-file=" + file,
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "0.0.0.0/0, 192.0.2.1, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "0.0.0.0/0, ::1, false",
    })
    void aRangeHoldsTheAddressesThatBeginWithItsBits(String range, String address, boolean isIn) {
        assertEquals(isIn, AddressRange.parse(range).contains(InetAddress.ofLiteral(address)));
    }

    private static long principal(@Nullable ApiKey key) {
        return key == null ? Principals.NOBODY : key.principal();
    }

    private static long principal(@Nullable Speaker speaker) {
        return speaker == null ? Principals.NOBODY : speaker.principal();
    }

    private static ApiKey key(ApiKeyText text, List<AddressRange> addresses, Optional<Instant> expires) {
        return new ApiKey(text.id(), HexFormat.of().formatHex(text.sha256()), PRINCIPAL, addresses, expires);
    }

    private Path write(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        return file;
    }
}
