package io.florin.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.florin.journal.Disk;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.Ledger;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state written is the state read; anything else is said, with the place, and never used. */
final class SnapshotsTest {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    Path data = Path.of("");

    private Snapshots snapshots() {
        return Snapshots.of(Disk.real(), data);
    }

    private Verified create(Ledger ledger) throws IOException {
        try (Snapshots.Lock lock = snapshots().tryLock().orElseThrow()) {
            return lock.create(ledger, States.position(ledger));
        }
    }

    private Path file(long sequence) {
        return data.resolve("snapshots").resolve("%019d.snap".formatted(sequence));
    }

    @Test
    void whatWasWrittenIsReadAndGoesOnAlike() throws IOException {
        Ledger ledger = States.of(50, 200);
        Verified written = create(ledger);
        Verified read = snapshots().verify(snapshots().list().getFirst());
        assertEquals(written, read);
        assertEquals(States.position(ledger), read.header().position());
        assertEquals(50, read.header().accounts());
        assertEquals(200, read.header().transfers());
        assertEquals(50, read.header().accountsMax());

        Ledger loaded = snapshots().load(read);
        assertEquals(ledger.stateHash(), loaded.stateHash());
        States.transfer(ledger, 201, 50);
        States.transfer(loaded, 201, 50);
        assertEquals(ledger.stateHash(), loaded.stateHash());
    }

    @Test
    void oneSequenceIsTheSameBytesWhoeverTookIt() throws IOException {
        Ledger ledger = States.of(20, 90);
        Verified first = create(ledger);
        byte[] bytes = Files.readAllBytes(first.path());
        Ledger loaded = snapshots().load(first);
        Files.delete(first.path());
        Verified second = create(loaded);
        assertArrayEquals(bytes, Files.readAllBytes(second.path()));
        assertEquals(first.stateHash(), second.stateHash());
        States.transfer(loaded, 91, 20);
        assertNotEquals(first.stateHash(), create(loaded).stateHash());
    }

    @Test
    void theNewestComesFirst() throws IOException {
        Ledger ledger = States.of(5, 10);
        long older = create(ledger).sequence();
        States.transfer(ledger, 11, 5);
        long newer = create(ledger).sequence();
        assertEquals(
                List.of(newer, older),
                snapshots().list().stream().map(Snapshots.Entry::sequence).toList());
    }

    @Test
    void everyBitThatFlipsIsFound() throws IOException {
        Path path = create(States.of(2, 4)).path();
        byte[] good = Files.readAllBytes(path);
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] bad = good.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(path, bad);
            assertUnusable("bit=" + bit);
        }
    }

    @Test
    void everyCutAndEveryTailIsFound() throws IOException {
        Path path = create(States.of(2, 4)).path();
        byte[] good = Files.readAllBytes(path);
        for (int length = 0; length < good.length; length++) {
            Files.write(path, Arrays.copyOf(good, length));
            assertUnusable("length=" + length);
        }
        Files.write(path, Arrays.copyOf(good, good.length + 1));
        assertUnusable("one byte more");
    }

    private void assertUnusable(String what) throws IOException {
        Snapshots.Entry entry = snapshots().list().getFirst();
        var damaged =
                assertThrows(SnapshotDamagedException.class, () -> snapshots().verify(entry), what);
        assertTrue(String.valueOf(damaged.getMessage()).matches(".+: snapshot=\\d{19}\\.snap offset=\\d+"), what);
    }

    @Test
    void aDamagedOneIsPutAsideAndWrittenAgain() throws IOException {
        Ledger ledger = States.of(3, 9);
        Verified first = create(ledger);
        byte[] bytes = Files.readAllBytes(first.path());
        bytes[bytes.length / 2] ^= 1;
        Files.write(first.path(), bytes);
        assertEquals(first, create(ledger));
        Path aside = data.resolve("quarantine").resolve(first.path().getFileName() + ".0");
        assertArrayEquals(bytes, Files.readAllBytes(aside));
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() throws IOException {
        Ledger ledger = States.of(3, 9);
        Verified first = create(ledger);
        var before = Files.readAttributes(first.path(), BasicFileAttributes.class);
        assertEquals(first, create(ledger));
        var after = Files.readAttributes(first.path(), BasicFileAttributes.class);
        assertEquals(before.fileKey(), after.fileKey());
    }

    @Test
    void whatACrashLeftIsNotASnapshotAndGoesWithTheNext() throws IOException {
        Ledger ledger = States.of(3, 9);
        create(ledger);
        Path leftover = data.resolve("snapshots").resolve("0000000000000000099.tmp");
        Files.write(leftover, new byte[100]);
        assertEquals(1, snapshots().list().size());
        States.transfer(ledger, 10, 3);
        create(ledger);
        assertTrue(Files.notExists(leftover));
    }

    @Test
    void oneWriterAtATime() throws IOException {
        try (Snapshots.Lock held = snapshots().tryLock().orElseThrow()) {
            assertTrue(snapshots().tryLock().isEmpty(), held::toString);
        }
        snapshots().tryLock().orElseThrow().close();
    }

    private static byte[] withFormat(byte[] snapshot, int format) {
        byte[] bytes = snapshot.clone();
        bytes[8] = (byte) format;
        var crc = new CRC32C();
        crc.update(bytes, 8, 120);
        for (int i = 0; i < 4; i++) bytes[4 + i] = (byte) (crc.getValue() >>> (8 * i));
        return bytes;
    }

    @Test
    void aFormatFromBeforeTheFirstReleaseIsPassedOverAsDamaged() throws IOException {
        Verified snapshot = create(States.of(3, 9));
        Files.write(snapshot.path(), withFormat(Files.readAllBytes(snapshot.path()), 1));
        var damaged = assertThrows(SnapshotDamagedException.class, () -> snapshots()
                .verify(snapshots().list().getFirst()));
        assertEquals(
                "its format is 1, which this build does not read: snapshot="
                        + snapshot.path().getFileName() + " offset=0",
                damaged.getMessage());
    }

    @Test
    void foreignFilesRenamedOnesAndNewerFormatsAreRefusedByName() throws IOException {
        Verified snapshot = create(States.of(3, 9));
        Path renamed = file(snapshot.sequence() + 1);
        Files.copy(snapshot.path(), renamed);
        assertRefused(
                "holds the state behind sequence 13, which its name does not say: snapshot=" + renamed.getFileName());
        Files.delete(renamed);

        byte[] bytes = Files.readAllBytes(snapshot.path());
        Files.write(snapshot.path(), withFormat(bytes, 4));
        assertRefused("written by a newer version of Florin, this one reads up to format 3: snapshot="
                + snapshot.path().getFileName() + " format=4");

        Files.write(data.resolve("snapshots").resolve("notes.txt"), new byte[0]);
        var refused =
                assertThrows(SnapshotRefusedException.class, () -> snapshots().list());
        assertEquals(
                "something lies among the snapshots that is none, `notes.txt`: florin.data=" + data,
                refused.getMessage());
    }

    /** A state without closed days keeps the bytes that it had before there were any. */
    @Test
    void closedDaysMakeTheFormatAnother() throws IOException {
        Ledger ledger = States.of(3, 9);
        Verified before = create(ledger);
        assertEquals(2, before.header().layout());
        var day = new CloseDayCommand().date(1970_01_01);
        assertEquals(0, ledger.decide(ledger.lastSequence() + 1, ledger.lastTimestampNs() + 1, day));
        Verified after = create(ledger);
        assertEquals(3, after.header().layout());
        for (Snapshots.Entry entry : snapshots().list()) {
            Ledger restored = snapshots().load(entry);
            assertEquals(entry.sequence() == after.sequence() ? 1970_01_01 : 0, restored.lastDayClosed(978));
            assertEquals(snapshots().verify(entry).stateHash(), StateDigest.of(restored));
        }
    }

    private void assertRefused(String sentence) throws IOException {
        Snapshots.Entry newest = snapshots().list().getFirst();
        var refused =
                assertThrows(SnapshotRefusedException.class, () -> snapshots().verify(newest));
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void aMillionAccountsTakeTheMemoryOfABlockToWrite() throws IOException {
        Ledger ledger = States.of(1_000_000, 1_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Verified written = create(ledger);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(written.length() > 110 * MEBIBYTE, () -> "length=" + written.length());
        assertTrue(allocated < 8 * MEBIBYTE, () -> "allocated=" + allocated);
        assertEquals(ledger.stateHash(), snapshots().load(written).stateHash());
    }
}
