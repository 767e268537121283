package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.DataDirectory.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory is refused for a reason that an operator can act on, and then nothing in it was changed. */
final class DataDirectoryTest {
    private static final Disk DISK = Disk.real();

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void create() {
        data = Life.create(DISK, folder.resolve("data"));
    }

    @Test
    void everyStartIsALifeOfItsOwn() throws IOException {
        for (int life = 1; life <= 3; life++) {
            try (DataDirectory directory = Life.open(DISK, data)) {
                assertEquals(life, directory.life());
                assertEquals(Life.LEDGER_HIGH, directory.ledgerIdHigh());
                assertEquals(Life.LEDGER_LOW, directory.ledgerIdLow());
                assertEquals(0, directory.node());
                assertEquals(life - 1, directory.promisedEpoch());
                directory.promise(life);
            }
        }
    }

    @Test
    void aPromiseIsNotTakenBack() throws IOException {
        try (DataDirectory directory = Life.open(DISK, data)) {
            directory.promise(5);
            assertThrows(IllegalStateException.class, () -> directory.promise(4));
        }
        try (DataDirectory directory = Life.open(DISK, data)) {
            assertEquals(5, directory.promisedEpoch());
        }
    }

    @Test
    void twoProcessesDoNotShareIt() throws Exception {
        Process other = Processes.start(HoldsDataDirectory.class, data.toString());
        try {
            Processes.awaitLine(other, "open");
            String node = Files.readString(data.resolve("node"));
            assertRefused("in use by another process", data);
            assertEquals(node, Files.readString(data.resolve("node")));
        } finally {
            other.destroyForcibly().waitFor();
        }
        Life.open(DISK, data).close();
    }

    @Test
    void norDoTwoNodesOfOneProcess() throws IOException {
        DataDirectory first = Life.open(DISK, data);
        assertRefused("in use by another process", data);
        first.close();
        Life.open(DISK, data).close();
    }

    @Test
    void whoOnlyReadsChangesNothingAlsoWhileANodeLivesThere() throws IOException {
        try (Life life = Life.begin(DISK, data, JournalKind.PLAIN, 1)) {
            life.commit(20);
            Map<Path, String> before = withoutPrepared(Directories.contents(data));
            try (DataDirectory reading = DataDirectory.read(DISK, data)) {
                assertEquals(1, reading.life());
                assertEquals(life.requests().sequence(), Records.tail(reading).sequence());
                assertThrows(IllegalStateException.class, () -> reading.begin(2));
                assertThrows(IllegalStateException.class, () -> reading.promise(2));
            }
            assertEquals(before, withoutPrepared(Directories.contents(data)));
        }
    }

    /** The preparer goes on making segments behind the one in use. */
    private static Map<Path, String> withoutPrepared(Map<Path, String> contents) {
        contents.keySet().removeIf(file -> file.toString().matches("journal/\\d{10}-00000[1-9]/.*"));
        return contents;
    }

    @Test
    void whoLocksItChangesNothingBeforeALifeBegins() throws IOException {
        Life.begin(DISK, data, JournalKind.PLAIN, 1).close();
        Map<Path, String> before = Directories.contents(data);
        try (DataDirectory directory = DataDirectory.lock(DISK, new Place(data, true))) {
            assertRefused("in use by another process", data);
            assertEquals(1, directory.life());
            assertEquals(0, Records.tail(directory).sequence());
            assertThrows(IllegalStateException.class, () -> directory.promise(7));
            assertEquals(before, Directories.contents(data));

            directory.begin(7);
            assertEquals(2, directory.life());
            assertEquals(7, directory.promisedEpoch());
            assertThrows(IllegalStateException.class, () -> directory.begin(8));
        }
        assertNotEquals(before, Directories.contents(data));
    }

    @Test
    void whatANewerVersionWroteIsLeftAlone() throws IOException {
        rewrite("florin-node 1", "florin-node 2");
        assertRefused("written by a newer version of Florin, in format 2; this one reads up to 1", data);
    }

    @Test
    void aDamagedNodeFileIsNoGuess() throws IOException {
        String good = Files.readString(data.resolve("node"));
        String reason = "its file `node` is damaged; restore that file from a backup";
        for (int i = 0; i < good.length(); i++) {
            byte[] bytes = good.getBytes(StandardCharsets.US_ASCII);
            bytes[i] ^= 1;
            Files.write(data.resolve("node"), bytes);
            DataDirectoryException refused =
                    assertThrows(DataDirectoryException.class, () -> Life.open(DISK, data), "byte " + i);
            if (i != "florin-node ".length()) assertEquals(reason + ": florin.data=" + data, refused.getMessage());
        }
        for (int length = 0; length < good.length(); length++) {
            Files.writeString(data.resolve("node"), good.substring(0, length));
            assertRefused(reason, data);
        }
    }

    @Test
    void thereMustBeANode() {
        Path nowhere = folder.resolve("nowhere");
        assertFalse(DataDirectory.exists(DISK, nowhere));
        assertRefused("there is no node in it; `florin init` makes one", nowhere);
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void aNodeIsMadeOnce() throws IOException {
        String node = Files.readString(data.resolve("node"));
        assertTrue(DataDirectory.exists(DISK, data));
        var refused = assertThrows(DataDirectoryException.class, () -> Life.create(DISK, data));
        assertEquals("there is a node in it already: florin.data=" + data, refused.getMessage());
        assertEquals(node, Files.readString(data.resolve("node")));
    }

    @Test
    void aJournalWithoutItsNodeFileIsNotAFreshStart() throws IOException {
        Files.createDirectories(data.resolve("journal").resolve("0000000001-000000"));
        Files.delete(data.resolve("node"));
        var refused = assertThrows(DataDirectoryException.class, () -> Life.create(DISK, data));
        assertEquals(
                "it holds a journal, but no file `node`; restore that file from a backup: florin.data=" + data,
                refused.getMessage());
    }

    @Test
    void itMustBeWritable() {
        Path proc = Path.of("/proc/florin");
        var refused = assertThrows(DataDirectoryException.class, () -> Life.create(DISK, proc));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("cannot be written ("), message);
        assertTrue(message.endsWith(": florin.data=/proc/florin"), message);
    }

    @Test
    void aFileSystemThatMayForgetIsRefused() {
        var place = new Place(Path.of("/dev/shm/florin-data-directory-test"), false);
        try {
            var refused = assertThrows(DataDirectoryException.class, () -> DataDirectory.create(DISK, place, 1, 2, 0));
            assertEquals(
                    "its file system is tmpfs, and only ext4 and xfs are known to keep what was forced"
                            + " (accept others with florin.journal.filesystem=accept): florin.data=" + place.path(),
                    refused.getMessage());
            assertFalse(DataDirectory.exists(DISK, place.path()));
        } finally {
            Directories.delete(place.path());
        }
    }

    @Test
    void aJournalOfAnotherLedgerIsRefused() throws IOException {
        try (Life life = Life.begin(DISK, data, JournalKind.PLAIN, 1)) {
            life.commit(1);
        }
        rewrite("ledger 01900000-0000-7000-8000-000000000042", "ledger 01900000-0000-7000-8000-000000000043");
        try (DataDirectory directory = Life.open(DISK, data)) {
            var refused = assertThrows(DataDirectoryException.class, () -> Reader.open(directory, 1));
            assertEquals(
                    "segment 0000000001-000000 belongs to another ledger: 01900000-0000-7000-8000-000000000042"
                            + " instead of 01900000-0000-7000-8000-000000000043: florin.data="
                            + data.resolve("journal"),
                    refused.getMessage());
        }
    }

    /** Changes the file, and makes its checksum right again. */
    private void rewrite(String from, String to) throws IOException {
        Path node = data.resolve("node");
        String text = Files.readString(node);
        String body = text.substring(0, text.indexOf("crc ")).replace(from, to);
        var crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(node, body + String.format("crc %08x%n", crc.getValue()));
    }

    private static void assertRefused(String reason, Path path) {
        var refused = assertThrows(DataDirectoryException.class, () -> Life.open(DISK, path));
        assertEquals(reason + ": florin.data=" + path, refused.getMessage());
    }
}
