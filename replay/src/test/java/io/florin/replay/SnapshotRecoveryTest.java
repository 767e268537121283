package io.florin.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.Chain;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalDamagedException;
import io.florin.journal.JournalKind;
import io.florin.journal.Reader;
import io.florin.snapshot.SnapshotPosition;
import io.florin.snapshot.SnapshotRefusedException;
import io.florin.snapshot.Snapshots;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A snapshot and what came after it are the whole journal; a bad one costs time and a sentence, never a record. */
final class SnapshotRecoveryTest {
    private static final long ACCOUNTS_MAX = 500;
    private static final int LAYOUT_OFFSET = 8;

    @TempDir
    Path folder = Path.of("");

    private Path data() {
        return folder.resolve("data");
    }

    private DataDirectory directory() {
        return DataDirectory.read(Disk.real(), data());
    }

    private Recovery.Recovered recover() throws IOException {
        return Recovery.run(directory(), Recovery.Progress.NONE);
    }

    private Verified snapshot() throws IOException {
        DataDirectory directory = directory();
        Snapshots snapshots = Snapshots.of(directory.disk(), directory.path());
        try (Snapshots.Lock lock = snapshots.tryLock().orElseThrow()) {
            return SnapshotFold.take(directory, lock, from -> Reader.open(directory, from), Recovery.Progress.NONE)
                    .snapshot();
        }
    }

    /** A life of so many random requests. */
    private void live(Histories histories, JournalKind kind, int steps) throws Exception {
        try (LiveLedger live =
                Files.exists(data()) ? LiveLedger.open(data(), kind) : LiveLedger.create(data(), kind, ACCOUNTS_MAX)) {
            for (int i = 0; i < steps; i++) histories.step(live);
        }
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @CsvSource({"PLAIN, 21", "PLAIN, 22", "CHRONICLE, 23", "CHRONICLE, 24"})
    void whereverItIsTakenTheStateIsTheSame(JournalKind kind, long seed) throws Exception {
        var histories = new Histories(seed);
        for (int life = 0; life < 4; life++) {
            live(histories, kind, 60);
            Recovery.Recovered before = recover();
            Verified taken = snapshot();
            Recovery.Recovered after = recover();
            assertEquals(taken.sequence(), after.snapshotSequence());
            assertEquals(0, after.replayed());
            assertEquals(before.tail(), after.tail());
            assertEquals(before.ledger().stateHash(), after.ledger().stateHash());
        }
        live(histories, kind, 50);
        Recovery.Recovered behind = recover();
        assertTrue(behind.snapshotSequence() > 0 && behind.replayed() > 0, behind::toString);
        long withSnapshots = behind.ledger().stateHash();
        IoUtil.delete(data().resolve("snapshots").toFile(), false);
        assertEquals(withSnapshots, recover().ledger().stateHash());
    }

    @Test
    void aChainOfSnapshotsIsTheBytesOfOneTakenFromTheWholeJournal() throws Exception {
        var histories = new Histories(31);
        live(histories, JournalKind.PLAIN, 80);
        snapshot();
        live(histories, JournalKind.PLAIN, 80);
        Verified chained = snapshot();
        byte[] bytes = Files.readAllBytes(chained.path());
        IoUtil.delete(data().resolve("snapshots").toFile(), false);
        Verified whole = snapshot();
        assertArrayEquals(bytes, Files.readAllBytes(whole.path()));
    }

    @Test
    void aDamagedOneGivesWayToTheOlderAndThenToTheJournal() throws Exception {
        var histories = new Histories(41);
        live(histories, JournalKind.PLAIN, 60);
        Verified older = snapshot();
        live(histories, JournalKind.PLAIN, 60);
        Verified newer = snapshot();
        long hash = recover().ledger().stateHash();

        damage(newer.path());
        Recovery.Recovered second = recover();
        assertEquals(older.sequence(), second.snapshotSequence());
        assertEquals(hash, second.ledger().stateHash());
        assertTrue(second.findings()
                .getFirst()
                .matches("a block is damaged: snapshot=" + newer.path().getFileName()
                        + " offset=\\d+; an older state is used instead"));

        damage(older.path());
        Recovery.Recovered third = recover();
        assertEquals(0, third.snapshotSequence());
        assertEquals(2, third.findings().size());
        assertEquals(hash, third.ledger().stateHash());
    }

    private static void damage(Path snapshot) throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 4;
        Files.write(snapshot, bytes);
    }

    @Test
    void oneOfANewerBuildGivesWayAndStaysForThatBuild() throws Exception {
        var histories = new Histories(43);
        live(histories, JournalKind.PLAIN, 60);
        Verified older = snapshot();
        live(histories, JournalKind.PLAIN, 60);
        Verified newer = snapshot();
        long hash = recover().ledger().stateHash();
        byte[] bytes = Files.readAllBytes(newer.path());
        bytes[LAYOUT_OFFSET] = 99; // of which no build knows yet
        var crc = new CRC32C();
        crc.update(bytes, LAYOUT_OFFSET, 120);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, (int) crc.getValue());
        Files.write(newer.path(), bytes);

        Recovery.Recovered recovered = recover();
        assertEquals(older.sequence(), recovered.snapshotSequence());
        assertEquals(hash, recovered.ledger().stateHash());
        String finding = recovered.findings().getFirst();
        assertTrue(
                finding.matches("written by a newer version of Florin, this one reads up to format \\d+: snapshot="
                        + newer.path().getFileName() + " format=\\d+; an older state is used instead"),
                finding);
        try (Snapshots.Lock lock = Snapshots.of(Disk.real(), data()).tryLock().orElseThrow()) {
            assertEquals(older.path(), lock.keep(2).getFirst().path());
        }
        assertArrayEquals(bytes, Files.readAllBytes(newer.path()));
    }

    @Test
    void aSnapshotFromTheFutureIsRefused() throws Exception {
        var histories = new Histories(51);
        live(histories, JournalKind.PLAIN, 30);
        IoUtil.ensureDirectoryExists(folder.resolve("kept").toFile(), "kept");
        Path journal = data().resolve("journal");
        live(histories, JournalKind.PLAIN, 30);
        long end = recover().tail().sequence();
        Verified future = snapshot();
        Path last = journal.resolve(Disk.real().list(journal).getLast());
        Files.move(last, folder.resolve("kept").resolve("segment"));

        var refused = assertThrows(JournalDamagedException.class, this::recover);
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(
                sentence.startsWith("snapshot " + future.path().getFileName()
                        + " is from the future: it knows records up to " + end
                        + ", and the journal ends before, so forced records are missing; "),
                sentence);
    }

    @Test
    void oneOfAnotherLedgerIsRefusedAndOneOfAnotherHistoryPassedOver() throws Exception {
        var histories = new Histories(61);
        live(histories, JournalKind.PLAIN, 30);
        Recovery.Recovered recovered = recover();
        long hash = recovered.ledger().stateHash();
        write(recovered, 2, Chain.NOTHING);
        Recovery.Recovered again = recover();
        assertEquals(0, again.snapshotSequence());
        assertEquals(hash, again.ledger().stateHash());
        assertTrue(again.findings().getFirst().startsWith("this journal did not lead to it: snapshot="));

        IoUtil.delete(data().resolve("snapshots").toFile(), false);
        write(recovered, 99, recovered.tail().chain());
        var refused = assertThrows(SnapshotRefusedException.class, this::recover);
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(
                sentence.contains("belongs to another ledger, 00000000-0000-0001-0000-000000000063 instead of"
                        + " 00000000-0000-0001-0000-000000000002; move it away: florin.data=" + data()),
                sentence);
    }

    private void write(Recovery.Recovered state, long ledgerIdLow, Chain chain) throws IOException {
        try (Snapshots.Lock lock = Snapshots.of(Disk.real(), data()).tryLock().orElseThrow()) {
            lock.create(
                    state.ledger(),
                    new SnapshotPosition(
                            1,
                            ledgerIdLow,
                            state.tail().sequence(),
                            state.tail().timestampNs(),
                            state.tail().epoch(),
                            chain));
        }
    }
}
