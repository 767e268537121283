package io.florin.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.DataDirectory;
import io.florin.journal.DataDirectoryException;
import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.journal.RegisteredReaders;
import io.florin.journal.RetentionConfig;
import io.florin.journal.SegmentReport;
import io.florin.snapshot.Retention;
import io.florin.snapshot.Snapshots;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which segments may go, that nothing is lost on the way, and what is proven of a journal without its beginning. */
final class PrunedJournalTest {
    private static final int LIVES = 4;
    private static final long NOW_NS = Long.MAX_VALUE;

    @TempDir
    Path folder = Path.of("");

    private List<Verified> kept = List.of();

    private Path data() {
        return folder.resolve("data");
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private DataDirectory directory() {
        return DataDirectory.read(Disk.real(), data());
    }

    private JournalView view() throws IOException {
        return JournalView.of(Disk.real(), data());
    }

    /** Four lives, a segment each, and the two newest of their snapshots. */
    private void live(long seed) throws Exception {
        var histories = new Histories(seed);
        for (int life = 0; life < LIVES; life++) {
            try (LiveLedger live = life == 0
                    ? LiveLedger.create(data(), JournalKind.PLAIN, 500)
                    : LiveLedger.open(data(), JournalKind.PLAIN)) {
                for (int i = 0; i < 40; i++) histories.step(live);
            }
            try (Snapshots.Lock lock =
                    Snapshots.of(Disk.real(), data()).tryLock().orElseThrow()) {
                SnapshotFold.take(directory(), lock, view()::read, Recovery.Progress.NONE);
                kept = lock.keep(2);
            }
        }
    }

    private Retention retention(Disk disk) {
        return new Retention(disk, data(), new RetentionConfig(0, Optional.of(archive())));
    }

    private List<SegmentReport> needless() throws IOException {
        return retention(Disk.real()).needless(kept, NOW_NS);
    }

    private Verification.Proof verify() throws IOException {
        return Verification.run(directory(), view(), Verification.Witness.NONE, Recovery.Progress.NONE);
    }

    private static Map<String, byte[]> files(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {301, 302, 303})
    void whatIsLeftIsProvenFromTheOldestSnapshotOn(long seed) throws Exception {
        live(seed);
        int holdsOpen =
                Recovery.run(directory(), Recovery.Progress.NONE).ledger().holdsOpen();
        assertTrue(holdsOpen > 0, "a history without holds proves less");
        Map<String, byte[]> journal = files(data().resolve("journal"));
        List<SegmentReport> needless = needless();
        assertTrue(needless.size() >= 2, needless::toString);
        assertEquals(journal.keySet(), files(data().resolve("journal")).keySet(), "a dry run changes nothing");

        retention(Disk.real()).remove(needless);
        Verification.Proof proof = verify();
        assertEquals(List.of(), proof.findings());
        assertFalse(proof.areBooksComplete());
        assertEquals(kept.getLast().sequence() + 1, proof.from());
        assertTrue(proof.accounts() > 5);
        assertEquals(1, proof.snapshotsEqual(), "the newer one; the older is what it begins with");
        Recovery.Recovered recovered = Recovery.run(directory(), Recovery.Progress.NONE);
        assertEquals(kept.getFirst().sequence(), recovered.snapshotSequence());
        assertEquals(List.of(), needless(), "there is nothing more to go");
    }

    @Test
    void booksThatAreNotOpenedWithTheSnapshotDoNotAgree() throws Exception {
        live(304);
        retention(Disk.real()).remove(needless());
        var books = new Bookkeeping();
        try (Reader reader = view().read(view().firstSequence())) {
            while (reader.next()) books.onRecord(reader.record());
        }
        List<String> differences = new ArrayList<>();
        BalanceSheet.of(Recovery.run(directory(), Recovery.Progress.NONE).ledger(), balances -> {
            String difference = books.difference(balances);
            if (difference != null) differences.add(difference);
        });
        assertFalse(differences.isEmpty());
    }

    @Test
    void segmentsThatCameBackFromTheArchiveAreTheJournalAgain() throws Exception {
        live(305);
        Map<String, byte[]> before = files(data().resolve("journal"));
        List<SegmentReport> gone = needless();
        retention(Disk.real()).remove(gone);
        for (SegmentReport segment : gone) {
            String manifest = Files.readString(data().resolve("archive").resolve(segment.id() + ".manifest"));
            assertTrue(manifest.contains("sequences " + segment.firstSequence() + " " + segment.lastSequence()));
            Path from = archive().resolve(segment.id().toString());
            Path to = Files.createDirectory(
                    data().resolve("journal").resolve(segment.id().toString()));
            for (Map.Entry<String, byte[]> file : files(from).entrySet()) {
                Files.write(to.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, byte[]> after = files(data().resolve("journal"));
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
        Verification.Proof proof = verify();
        assertEquals(List.of(), proof.findings());
        assertTrue(proof.areBooksComplete());
    }

    @Test
    void aSegmentStaysWhileAReaderNeedsIt() throws Exception {
        live(306);
        List<SegmentReport> all = needless();
        RegisteredReaders readers = RegisteredReaders.of(Disk.real(), data());
        readers.moved("checkpoint", 0);
        assertEquals(List.of(), needless());
        readers.moved("checkpoint", all.getFirst().lastSequence() - 1);
        assertEquals(List.of(), needless());
        readers.moved("checkpoint", all.getFirst().lastSequence());
        assertEquals(List.of(all.getFirst()), needless());
        readers.moved("projection", 0);
        assertEquals(List.of(), needless(), "the slowest one decides");
        readers.moved("projection", Long.MAX_VALUE / 16);
        readers.moved("checkpoint", all.getLast().lastSequence());
        assertEquals(all, needless());
        assertEquals(
                List.of("checkpoint", "projection"),
                List.copyOf(readers.positions().keySet()));

        for (String broken : List.of("", "sequence=", "sequence=1", "sequence=-1\n", "1\n", "sequence=1\n\n")) {
            Files.writeString(data().resolve("readers").resolve("projection"), broken);
            var refused = assertThrows(DataDirectoryException.class, this::needless);
            assertTrue(String.valueOf(refused.getMessage()).contains("`projection`"), refused::toString);
        }
        Files.delete(data().resolve("readers").resolve("projection"));
        assertEquals(all, needless());
        assertThrows(IllegalArgumentException.class, () -> readers.moved("../node", 1));
    }

    @Test
    void nothingGoesBeforeItsTimeOrWithoutTwoSnapshots() throws Exception {
        live(307);
        long endedNs = needless().getFirst().endedAtNs();
        var day = new RetentionConfig(TimeUnit.DAYS.toNanos(1), Optional.empty());
        var retention = new Retention(Disk.real(), data(), day);
        assertEquals(List.of(), retention.needless(kept, endedNs + TimeUnit.DAYS.toNanos(1) - 1));
        assertEquals(
                1, retention.needless(kept, endedNs + TimeUnit.DAYS.toNanos(1)).size());
        assertEquals(List.of(), retention.needless(List.of(kept.getFirst()), NOW_NS), "one snapshot may be damaged");
        var forever = new Retention(Disk.real(), data(), RetentionConfig.KEEPS_ALL);
        assertEquals(List.of(), forever.needless(kept, NOW_NS));
    }

    /** Whatever fails, each segment is in the journal, or whole in the archive; and trying again ends it. */
    @Test
    void anArchiveThatFailsLosesNothing() throws Exception {
        live(308);
        Map<String, byte[]> before = files(data().resolve("journal"));
        List<SegmentReport> all = needless();
        int failures = 0;
        boolean isDone = false;
        while (!isDone) {
            var failing = new FailingDisk(archive(), ++failures);
            try {
                retention(failing.disk()).remove(needless());
                isDone = true;
            } catch (IOException full) {
                assertEquals(FailingDisk.SENTENCE, full.getMessage());
            }
            Map<String, byte[]> left = files(data().resolve("journal"));
            for (Map.Entry<String, byte[]> file : before.entrySet()) {
                if (left.containsKey(file.getKey())) continue;
                assertArrayEquals(file.getValue(), files(archive()).get(file.getKey()), file.getKey());
            }
            assertEquals(List.of(), verify().findings());
        }
        assertTrue(failures >= 8 && all.size() >= 2, "too few places to fail at: " + failures);
        assertEquals(List.of(), needless());
    }

    @Test
    void anArchiveThatIsNoDirectoryLosesNothing() throws Exception {
        live(309);
        Path file = Files.writeString(folder.resolve("file"), "no directory");
        var nowhere = new Retention(Disk.real(), data(), new RetentionConfig(0, Optional.of(file.resolve("archive"))));
        List<SegmentReport> needless = nowhere.needless(kept, NOW_NS);
        assertThrows(IOException.class, () -> nowhere.remove(needless));
        assertEquals(List.of(), verify().findings());
    }
}
