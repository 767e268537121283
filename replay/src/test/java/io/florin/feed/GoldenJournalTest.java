package io.florin.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.florin.replay.Recovery;
import io.florin.replay.SnapshotFold;
import io.florin.snapshot.SnapshotHeader;
import io.florin.snapshot.Snapshots;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.agrona.IoUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Journals of every format replay for ever, to the results, hashes and chains that were recorded when they were made. A
 * difference is a bug or a new feature level; nothing in {@code src/test/golden} is ever made again.
 */
final class GoldenJournalTest {
    private static final Disk DISK = Disk.real();
    private static final int RECEIPTS = 20;

    @TempDir
    Path folder = Path.of("");

    static Stream<Path> golden() throws IOException {
        try (Stream<Path> all = Files.list(GoldenJournal.ALL)) {
            return all.sorted().toList().stream();
        }
    }

    /** Whoever changes a format gives it a new number and makes a journal of it; this says which is missing. */
    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void thereIsOneOfTodaysFormats(JournalKind kind) {
        Path golden = GoldenJournal.ALL.resolve(GoldenJournal.name(kind));
        assertTrue(
                Files.exists(golden),
                () -> golden + " is missing: a new format needs a journal, made with -Dflorin.golden.make=true");
    }

    @Test
    @EnabledIfSystemProperty(named = "florin.golden.make", matches = "true")
    void makeWhatIsMissing() throws Exception {
        for (JournalKind kind : EnumSet.allOf(JournalKind.class)) {
            Path target = GoldenJournal.ALL.resolve(GoldenJournal.name(kind));
            if (!Files.exists(target)) GoldenJournal.make(folder.resolve(kind.name()), target, kind);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyRecordIsDecidedAsItWas(Path golden) throws IOException {
        assertEquals(Files.readString(golden.resolve("expected")), GoldenJournal.expected(golden));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void itsSnapshotAndTheTailLeadToTheSame(Path golden) throws IOException {
        Path data = copy(golden).resolve("data");
        Recovery.Recovered recovered = Recovery.run(DataDirectory.read(DISK, data), Recovery.Progress.NONE);
        assertEquals(lastState(golden), GoldenJournal.state(recovered.ledger()));
        if (isOfTodaysSnapshots(golden)) {
            assertEquals(List.of(), recovered.findings());
            assertTrue(recovered.snapshotSequence() > 0 && recovered.replayed() > 0);
        }
    }

    /** What today's build makes of the lives before the snapshot is the snapshot, byte for byte. */
    @ParameterizedTest
    @MethodSource("golden")
    void theSameSnapshotIsTakenToday(Path golden) throws IOException {
        if (!isOfTodaysSnapshots(golden)) return;
        Path data = copy(golden).resolve("data");
        Path journal = data.resolve("journal");
        IoUtil.delete(journal.resolve(DISK.list(journal).getLast()).toFile(), false);
        Snapshots snapshots = Snapshots.of(DISK, data);
        Path before = snapshots.list().getFirst().path();
        byte[] bytes = Files.readAllBytes(before);
        Files.delete(before);
        DataDirectory directory = DataDirectory.read(DISK, data);
        try (Snapshots.Lock lock = snapshots.tryLock().orElseThrow()) {
            Verified taken = SnapshotFold.take(
                            directory, lock, from -> Reader.open(directory, from), Recovery.Progress.NONE)
                    .snapshot();
            assertEquals(before, taken.path());
            assertArrayEquals(bytes, Files.readAllBytes(taken.path()));
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void itsCheckpointsProveItAndTransfersHaveReceipts(Path golden) throws IOException {
        Path data = copy(golden).resolve("data");
        VerifyingKey key = KeyFiles.verifying(golden.resolve("ledger.key.pub"));
        List<Checkpoint> checkpoints =
                CheckpointFile.of(DISK, golden.resolve("checkpoints")).read(key, Proofs.LEDGER);
        LeafSalt salt = LeafSalt.read(DISK, data);
        CheckpointCheck check = CheckpointCheck.of(checkpoints, salt);
        JournalView view = JournalView.of(DISK, data);
        Set<UUID> ids = new TreeSet<>();
        try (Reader reader = view.read(1)) {
            while (reader.next()) {
                check.onRecord(reader);
                if (reader.commandTemplate() == CreateTransfersDecoder.TEMPLATE_ID) ids.add(id(reader));
            }
        }
        check.atEnd();
        assertTrue(check.agreed() > 2 && check.unsigned() == 0);
        var search = new ReceiptSearch(view::read, 1, checkpoints, salt, (records, bytes, total) -> {});
        int receipts = 0;
        for (UUID id : ids) {
            if (receipts == RECEIPTS) break;
            if (!(search.find(id) instanceof ReceiptSearch.Found found)) continue;
            assertEquals(id, found.receipt().verify(key).transfer().id());
            receipts++;
        }
        assertEquals(RECEIPTS, receipts);
    }

    private static UUID id(Reader reader) {
        var row = new TransferRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        return new UUID(row.id().high(), row.id().low());
    }

    private static String lastState(Path golden) throws IOException {
        List<String> lines = Files.readAllLines(golden.resolve("expected"));
        return lines.get(lines.size() - 2).substring("state ".length());
    }

    /** Format 2 is today's for whoever never closed a day. */
    private static boolean isOfTodaysSnapshots(Path golden) {
        String name = String.valueOf(golden.getFileName());
        return name.contains("-snapshot-" + SnapshotHeader.FORMAT + "-") || name.contains("-snapshot-2-");
    }

    /** Where it may be written to. */
    private Path copy(Path golden) throws IOException {
        Files.walkFileTree(golden, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = folder.resolve(golden.relativize(file));
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
        return folder;
    }
}
