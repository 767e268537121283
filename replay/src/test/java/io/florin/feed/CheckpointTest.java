package io.florin.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.JournalKind;
import io.florin.replay.LiveLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was signed is gapless, goes on over restarts, and agrees with the journal it is about and with no other. */
final class CheckpointTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}, {1} records each")
    @CsvSource({"PLAIN, 1", "PLAIN, 100", "PLAIN, 1000000", "CHRONICLE, 1", "CHRONICLE, 100", "CHRONICLE, 1000000"})
    void theWholeJournalIsCoveredOverLivesAndRestarts(JournalKind kind, long recordsEach) throws Exception {
        Proofs proofs = Proofs.create(folder, kind, 5, 40);
        for (int life = 0; life < 3; life++) {
            proofs.publish(recordsEach);
            String before = Files.readString(proofs.checkpoints);
            proofs.publish(recordsEach); // nothing new, so nothing is signed
            assertEquals(before, Files.readString(proofs.checkpoints));
            proofs.live(kind, 40);
        }
        proofs.publish(recordsEach);

        List<Checkpoint> all = proofs.read();
        CheckpointCheck check = proofs.verify();
        assertEquals(all.size(), check.agreed());
        assertEquals(0, check.unsigned());
        assertEquals(proofs.records().size(), all.getLast().covered().last());
        if (recordsEach == 1_000_000) assertEquals(4, all.size());
    }

    @Test
    void recordsBehindTheLastCheckpointAreCountedAndNoDamage() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 6, 40);
        proofs.publish(50);
        long signed = proofs.records().size();
        proofs.live(JournalKind.PLAIN, 10);
        assertEquals(proofs.records().size() - signed, proofs.verify().unsigned());
    }

    @Test
    void aTailBehindALivingJournalSignsWhatIsForced() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.CHRONICLE, 7, 5);
        try (LiveLedger live = LiveLedger.open(proofs.data, JournalKind.CHRONICLE);
                CheckpointPublisher publisher = CheckpointPublisher.open(
                                proofs.resources(live.journal()::read, AttestedStates.NONE), proofs.key)
                        .orElseThrow()) {
            for (int i = 0; i < 60; i++) {
                proofs.histories.step(live);
                publisher.poll(Long.MAX_VALUE);
                assertEquals(live.journal().forced(), publisher.signed() + publisher.unsigned());
                if (i % 7 == 0) publisher.sign();
            }
        }
        proofs.publish(Long.MAX_VALUE);
        assertEquals(10, proofs.verify().agreed());
    }

    @Test
    void oneWriterAtATime() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 8, 5);
        try (CheckpointPublisher first =
                CheckpointPublisher.open(proofs.resources(), proofs.key).orElseThrow()) {
            assertEquals(0, first.signed());
            assertEquals(Optional.empty(), CheckpointPublisher.open(proofs.resources(), proofs.key));
        }
        proofs.publish(10);
    }

    @Test
    void aLastLineThatACrashToreIsCutAndSignedAgain() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 9, 30);
        proofs.publish(40);
        String whole = Files.readString(proofs.checkpoints);
        int lastAt = whole.lastIndexOf('\n', whole.length() - 2) + 1;
        for (int length = lastAt; length < whole.length(); length += 13) {
            Files.writeString(proofs.checkpoints, whole.substring(0, length));
            assertTrue(proofs.verify().unsigned() > 0);
            proofs.publish(40);
            assertEquals(whole, Files.readString(proofs.checkpoints), "torn at " + length);
        }
    }

    @Test
    void everyChangedCharacterIsNoticed() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 10, 12);
        proofs.publish(25);
        String good = Files.readString(proofs.checkpoints);
        assertTrue(good.lines().count() >= 3);
        byte[] bytes = good.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length - 1; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(proofs.checkpoints, changed);
            assertThrows(RuntimeException.class, proofs::read, "byte " + i);
        }
    }

    @Test
    void whatIsMissingOrMovedIsNamed() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 11, 20);
        proofs.publish(20);
        List<String> lines = Files.readAllLines(proofs.checkpoints);
        long second = proofs.read().get(1).covered().first();

        write(proofs, without(lines, 0));
        broken(
                "checkpoints are missing before number 2, which begins at sequence " + second + ": checkpoint=1",
                proofs);
        write(proofs, without(lines, 1));
        String missing = String.valueOf(
                assertThrows(ProofBrokenException.class, proofs::read).getMessage());
        assertTrue(missing.startsWith("checkpoints are missing between number 1, which ends at "), missing);
        assertTrue(missing.endsWith(": checkpoint=2"), missing);
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(1, lines.getFirst());
        write(proofs, doubled);
        assertThrows(ProofBrokenException.class, proofs::read);
        List<String> blank = new ArrayList<>(lines);
        blank.add(1, "");
        write(proofs, blank);
        broken("line 2 of " + proofs.checkpoints + " is no checkpoint: checkpoint=2", proofs);
        write(proofs, List.of());
        refused("no checkpoint is in it yet: checkpoints=" + proofs.checkpoints, proofs::read);
        Files.delete(proofs.checkpoints);
        refused("there is no such file: checkpoints=" + proofs.checkpoints, proofs::read);
    }

    /** Whoever holds the key of one line may not put it behind another one. */
    @Test
    void aLineOfAnotherPastIsNoticed() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 12, 20);
        proofs.publish(20);
        List<String> lines = new ArrayList<>(Files.readAllLines(proofs.checkpoints));
        Checkpoint second = proofs.read().get(1);
        var place = new Checkpoint.Place(2, Proofs.LEDGER, Proofs.NOON, Digest.NOTHING);
        lines.set(
                1,
                Checkpoint.sign(place, second.covered(), second.salt(), second.state(), proofs.key)
                        .line());
        write(proofs, lines);
        broken("continues another line than the one before it: checkpoint=2", proofs);
    }

    @Test
    void anotherKeyIsWrongUsage() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 13, 5);
        proofs.publish(10);
        SigningKey other = KeyFiles.create(folder.resolve("other.key"));
        String sentence = "checkpoint 1 was signed with another key, "
                + proofs.key.verifyingKey().id() + ": key="
                + other.verifyingKey().id();
        refused(sentence, () -> proofs.file().read(other.verifyingKey(), Proofs.LEDGER));
        refused(sentence, () -> CheckpointPublisher.open(proofs.resources(), other));
        proofs.publish(10); // and the lock is free again
    }

    @Test
    void checkpointsOfAnotherLedgerAreWrongUsage() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 14, 5);
        proofs.publish(10);
        UUID other = UUID.randomUUID();
        refused(
                "is about another ledger, " + Proofs.LEDGER + ", and this one is " + other + ": checkpoints="
                        + proofs.checkpoints,
                () -> proofs.file().read(proofs.key.verifyingKey(), other));
    }

    @Test
    void aJournalThatLostItsEndIsNotTheOneThatWasSigned() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 15, 20);
        Path old = copy(proofs.data, folder.resolve("old"));
        long oldLast = proofs.records().size();
        proofs.live(JournalKind.PLAIN, 20);
        proofs.publish(Long.MAX_VALUE);
        long last = proofs.records().size();
        replaceJournal(proofs, old);
        String sentence = "the journal ends at sequence " + oldLast + ", and records up to " + last
                + " were signed: records are missing at its end: checkpoint=1";
        assertEquals(
                sentence,
                assertThrows(ProofBrokenException.class, proofs::verify).getMessage());
        assertEquals(
                sentence,
                assertThrows(ProofBrokenException.class, () -> proofs.publish(10))
                        .getMessage());
    }

    /** The same ledger, the same key, every checksum and seal right; and yet another history. */
    @Test
    void aJournalThatWasRebuiltIsNotTheOneThatWasSigned() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 16, 20);
        proofs.publish(30);
        Proofs rebuilt = Proofs.create(folder.resolve("rebuilt"), JournalKind.PLAIN, 16, 40);
        replaceJournal(proofs, rebuilt.data);
        String sentence = String.valueOf(
                assertThrows(ProofBrokenException.class, proofs::verify).getMessage());
        assertTrue(sentence.startsWith("the journal up to sequence "), sentence);
        assertTrue(sentence.contains("is not the one that was signed, a record was changed since"), sentence);
        assertTrue(sentence.endsWith(": checkpoint=1"), sentence);
        assertThrows(ProofBrokenException.class, () -> proofs.publish(30));
    }

    @Test
    void withoutItsSaltAJournalIsNotComparedWithRoots() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 17, 10);
        proofs.publish(30);
        Path salt = proofs.data.resolve("salt");
        String good = Files.readString(salt);
        Files.delete(salt);
        String missing = "the salt of the receipts is missing; copy it along with the journal: salt=" + salt;
        refused(missing, proofs::verify);
        refused(missing, () -> proofs.publish(30));
        assertFalse(Files.exists(salt), "a ledger with checkpoints never gets another salt");

        int digit = good.stripTrailing().length() - 1;
        String other = good.charAt(digit) == '0' ? "1" : "0";
        Files.writeString(salt, good.substring(0, digit) + other + good.substring(digit + 1));
        refused(
                "the salt beside this journal is not the one that it was made with; copy the right one along with the"
                        + " journal: checkpoint=1",
                proofs::verify);
        refused(
                "the salt is not the one that checkpoint " + proofs.read().size()
                        + " was made with; restore it from a backup: salt=" + salt,
                () -> proofs.publish(30));
        for (String bad : List.of("", "florin-salt/1 00\n", good.strip(), good.replace('s', 't'), good + good)) {
            Files.writeString(salt, bad);
            refused("the salt of the receipts is damaged; restore it from a backup: salt=" + salt, proofs::verify);
        }
        Files.writeString(salt, good);
        proofs.verify();
    }

    @Test
    void aSnapshotsStateIsAttestedOnce() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 18, 20);
        var state = new Checkpoint.State(7, "ab".repeat(32));
        AttestedStates states = (after, upTo) -> after < 7 && upTo >= 7 ? Optional.of(state) : Optional.empty();
        for (int round = 0; round < 2; round++) {
            try (CheckpointPublisher publisher = CheckpointPublisher.open(
                            proofs.resources(proofs.view()::read, states), proofs.key)
                    .orElseThrow()) {
                while (publisher.poll(20) > 0) publisher.sign();
            }
            proofs.live(JournalKind.PLAIN, 5);
        }
        assertEquals(
                1,
                proofs.read().stream().filter(each -> each.state().isPresent()).count());
        assertEquals(state.hash(), proofs.verify().stateHash(7));
        assertNull(proofs.verify().stateHash(8));
    }

    @Test
    void aLineIsReadToItsLastCharacter() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 19, 5);
        proofs.publish(Long.MAX_VALUE);
        Checkpoint good = proofs.read().getFirst();
        assertEquals(Optional.of(good), Checkpoint.parse(good.line()));
        List<String> bad = List.of(
                good.line() + " ",
                " " + good.line(),
                good.line().replace("first=1 ", "first=01 "),
                good.line().replace("12:00:00.500Z", "12:00:00.5Z"),
                good.line().replace(" first=1 ", " first=9999999999 "),
                good.line().replace("state=none", "state=9999999999:" + "ab".repeat(32)),
                good.line().replace("number=1", "number=99999999999999999999"),
                "");
        for (String line : bad) assertEquals(Optional.empty(), Checkpoint.parse(line), line);
    }

    private static void write(Proofs proofs, List<String> lines) throws IOException {
        Files.writeString(
                proofs.checkpoints, lines.isEmpty() ? "" : String.join("\n", lines) + "\n", StandardCharsets.US_ASCII);
    }

    private static List<String> without(List<String> lines, int index) {
        List<String> rest = new ArrayList<>(lines);
        rest.remove(index);
        return rest;
    }

    private static void broken(String sentence, Proofs proofs) {
        assertEquals(
                sentence, assertThrows(ProofBrokenException.class, proofs::read).getMessage());
    }

    private static void refused(String sentence, org.junit.jupiter.api.function.Executable action) {
        assertEquals(sentence, assertThrows(ProofRefusedException.class, action).getMessage());
    }

    private static void replaceJournal(Proofs proofs, Path other) throws IOException {
        Path journal = proofs.data.resolve("journal");
        try (Stream<Path> below = Files.walk(journal)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
        copy(other.resolve("journal"), journal);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> below = Files.walk(from)) {
            for (Path path : below.sorted().toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }
}
