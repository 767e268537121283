package io.florin.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalDamagedException;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.Ledger;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.TransferRowEncoder;
import io.florin.snapshot.SnapshotPosition;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The past as it stood, as it might have been, as another build would have it, and proven. */
final class ReplayTest {
    private static final int LEDGER = 978;

    @TempDir
    Path folder = Path.of("");

    private Path data() {
        return folder.resolve("data");
    }

    private DataDirectory directory() {
        return DataDirectory.read(Disk.real(), data());
    }

    private JournalView view() throws IOException {
        return JournalView.of(Disk.real(), data());
    }

    private void snapshot() throws IOException {
        try (Snapshots.Lock lock = Snapshots.of(Disk.real(), data()).tryLock().orElseThrow()) {
            SnapshotFold.take(directory(), lock, view()::read, Recovery.Progress.NONE);
        }
    }

    private Verification.Proof verify() throws IOException {
        return Verification.run(directory(), view(), Verification.Witness.NONE, Recovery.Progress.NONE);
    }

    /** What stood once. */
    private record Stood(long sequence, long timestampNs, long hash) {}

    private List<Stood> live(long seed) throws Exception {
        var histories = new Histories(seed);
        List<Stood> stood = new ArrayList<>();
        for (int life = 0; life < 2; life++) {
            try (LiveLedger live = life == 0
                    ? LiveLedger.create(data(), JournalKind.PLAIN, 500)
                    : LiveLedger.open(data(), JournalKind.PLAIN)) {
                for (int i = 0; i < 80; i++) {
                    histories.step(live);
                    Ledger ledger = live.ledger();
                    stood.add(new Stood(ledger.lastSequence(), ledger.lastTimestampNs(), ledger.stateHash()));
                }
                live.pulse();
            }
            snapshot();
        }
        return stood;
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {71, 72})
    void thePastIsRebuiltAsItStood(long seed) throws Exception {
        List<Stood> all = live(seed);
        for (int i = 0; i < all.size(); i += 23) {
            Stood stood = all.get(i);
            assertEquals(stood.hash(), travel((sequence, ns) -> sequence <= stood.sequence(), stood.sequence()));
            assertEquals(stood.hash(), travel((sequence, ns) -> ns <= stood.timestampNs(), stood.sequence()));
            if (i == 0) continue;
            Stood before = all.get(i - 1);
            boolean isOneRequest = all.get(i).sequence() - before.sequence() > 1;
            if (isOneRequest) { // in the middle of a request it has not happened yet
                long middle = stood.sequence() - 1;
                assertEquals(before.hash(), travel((sequence, ns) -> sequence <= middle, before.sequence()));
            }
        }
    }

    private long travel(TimeTravel.Moment moment, long sequence) throws IOException {
        Beginning beginning = Beginning.newest(
                directory(), position -> moment.includes(position.sequence(), position.timestampNs()), view()::read);
        TimeTravel.Arrived arrived = TimeTravel.go(beginning, moment, Recovery.Progress.NONE);
        assertEquals(sequence, arrived.ledger().lastSequence());
        return arrived.ledger().stateHash();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {81, 82, 83})
    void whatALivingLedgerWroteIsProven(long seed) throws Exception {
        live(seed);
        Verification.Proof proof = verify();
        assertEquals(List.of(), proof.findings());
        assertEquals(2, proof.snapshotsEqual());
        assertTrue(proof.areBooksComplete());
        assertTrue(proof.accounts() > 5);
        assertEquals(proof.tail().sequence(), proof.records());
    }

    @Test
    void booksThatDoNotAgreeAreFound() throws Exception {
        live(91);
        var books = new Bookkeeping();
        try (Reader reader = view().read(1)) {
            while (reader.next()) books.onRecord(reader.record());
        }
        List<BalanceSheet.Balances> all = new ArrayList<>();
        Ledger ledger = Recovery.run(directory(), Recovery.Progress.NONE).ledger();
        BalanceSheet sheet = BalanceSheet.of(ledger, all::add);
        assertTrue(Objects.requireNonNull(sheet.byLedger().get(LEDGER)).areEqual());
        assertTrue(all.stream().allMatch(balances -> books.difference(balances) == null));
        BalanceSheet.Balances one = all.getFirst();
        var other = new BalanceSheet.Balances(
                one.id(),
                one.ledger(),
                one.code(),
                one.debitsPendingMinor(),
                one.debitsPostedMinor() + 1,
                one.creditsPendingMinor(),
                one.creditsPostedMinor());
        assertTrue(String.valueOf(books.difference(other)).contains("are not the sum of its transfers"));
    }

    @Test
    void aSnapshotOfAnotherStateIsAFindingAndADamagedByteIsNamed() throws Exception {
        live(92);
        Recovery.Recovered end = Recovery.run(directory(), Recovery.Progress.NONE);
        Snapshots snapshots = Snapshots.of(Disk.real(), data());
        Files.delete(snapshots.list().getFirst().path());
        long last = end.tail().sequence();
        Ledger lying = TimeTravel.go(
                        Beginning.newest(directory(), position -> position.sequence() < last, view()::read),
                        (sequence, ns) -> sequence < last,
                        Recovery.Progress.NONE)
                .ledger();
        lying.decideFeatureLevel(last, lying.lastTimestampNs() + 1, 9); // and no pulse, as the journal has it
        try (Snapshots.Lock lock = snapshots.tryLock().orElseThrow()) {
            lock.create(
                    lying,
                    new SnapshotPosition(
                            1,
                            2,
                            last,
                            lying.lastTimestampNs(),
                            end.tail().epoch(),
                            end.tail().chain()));
        }
        assertEquals(
                List.of("differs from the state that the journal leads to: snapshot=%019d.snap sequence=%d"
                        .formatted(last, last)),
                verify().findings());

        Path segment = data().resolve("journal").resolve("0000000001-000000").resolve("records.fl");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        var damaged = assertThrows(JournalDamagedException.class, this::verify);
        assertTrue(String.valueOf(damaged.getMessage()).contains("segment=0000000001-000000 offset="));
    }

    // What if.

    private static LiveLedger.Row account(long id, int flags) {
        return (memory, offset) -> {
            var row = new AccountRowEncoder().wrap(memory, offset);
            row.id().low(id);
            row.ledger(LEDGER).code(1).flags(flags);
        };
    }

    private static LiveLedger.Row transfer(long id, long debit, long credit, long amount) {
        return (memory, offset) -> {
            var row = new TransferRowEncoder().wrap(memory, offset);
            row.id().high(Histories.high()).low(id);
            row.debitAccountId().low(debit);
            row.creditAccountId().low(credit);
            row.amount(amount).ledger(LEDGER).code(1);
        };
    }

    private static UUID id(long low) {
        return new UUID(Histories.high(), low);
    }

    private List<String> without(UUID... ids) throws IOException {
        List<String> heard = new ArrayList<>();
        try (Reader reader = view().read(1)) {
            var whatIf = new WhatIf(
                    new Ledger(),
                    Set.of(ids),
                    (sequence, template, id, recorded, otherwise) -> heard.add(
                            id.getLeastSignificantBits() + " " + recorded.status() + "/" + recorded.amountMinor()
                                    + " -> " + otherwise.status() + "/" + otherwise.amountMinor()));
            whatIf.run(reader, Recovery.Progress.NONE);
        }
        return heard;
    }

    @Test
    void whatDependsOnAPaymentIsNamedWhenItIsLeftOut() throws Exception {
        try (LiveLedger live = LiveLedger.create(data(), JournalKind.PLAIN, 500)) {
            live.send(
                    CreateAccountsDecoder.TEMPLATE_ID,
                    List.of(account(1, 0), account(2, AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS)));
            live.send(CreateTransfersDecoder.TEMPLATE_ID, List.of(transfer(10, 1, 2, 100), transfer(11, 1, 2, 5)));
            live.send(CreateTransfersDecoder.TEMPLATE_ID, List.of(transfer(12, 2, 1, 60)));
            live.send(CreateTransfersDecoder.TEMPLATE_ID, List.of(transfer(13, 2, 1, 60)));
            live.send(CreateTransfersDecoder.TEMPLATE_ID, List.of(transfer(14, 2, 1, 5)));
        }
        int exceedsCredits = 54;
        assertEquals(List.of(), without(id(14)));
        assertEquals(List.of("13 " + exceedsCredits + "/0 -> 0/60"), without(id(12)));
        assertEquals(List.of("12 0/60 -> " + exceedsCredits + "/0"), without(id(10)));
        assertEquals(List.of(), without(id(11)));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {101, 102})
    void withoutNothingNothingDiffers(long seed) throws Exception {
        live(seed);
        assertEquals(List.of(), without(id(Long.MIN_VALUE)));
    }

    // Rehearsal.

    private List<String[]> rehearse(Path build) throws IOException {
        List<String[]> heard = new ArrayList<>();
        assertTrue(Rehearsal.run(build, data(), heard::add, far -> {}) > 100);
        return heard;
    }

    /** A build whose ledger knows no limits. */
    private Path carelessBuild() throws IOException {
        Path build = folder.resolve("build");
        Path ledger = Files.createDirectories(build.resolve("io/florin/ledger"));
        Files.write(ledger.resolve("Ledger.class"), bytes("Ledger"));
        ClassFile classFile = ClassFile.of();
        ClassTransform careless = (builder, element) -> {
            if (element instanceof MethodModel method && method.methodName().equalsString("exceedsCredits")) {
                builder.withMethodBody(
                        method.methodName(), method.methodType(), method.flags().flagsMask(), code -> code.iconst_0()
                                .ireturn());
            } else {
                builder.with(element);
            }
        };
        Files.write(
                ledger.resolve("AccountTable.class"),
                classFile.transformClass(classFile.parse(bytes("AccountTable")), careless));
        return build;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Ledger.class.getResourceAsStream(name + ".class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void anotherBuildIsHeardOnEveryResultThatItDecidesOtherwise() throws Exception {
        live(111);
        Path same = folder.resolve("same");
        Path ledger = Files.createDirectories(same.resolve("io/florin/ledger"));
        Files.write(ledger.resolve("Ledger.class"), bytes("Ledger"));
        assertEquals(0, rehearse(same).size());

        List<String[]> heard = rehearse(carelessBuild());
        assertFalse(heard.isEmpty());
        assertEquals("create_transfers", heard.getFirst()[1]);
        assertTrue(heard.getFirst()[2].startsWith("{status=54,"), heard.getFirst()[2]);
        assertTrue(heard.getFirst()[3].startsWith("{status=0,"), heard.getFirst()[3]);
    }

    @Test
    void whatIsNoBuildIsSaid() throws Exception {
        live(112);
        Path text = Files.writeString(folder.resolve("notes.txt"), "no jar");
        for (Path wrong :
                List.of(text, folder.resolve("missing.jar"), Files.createDirectory(folder.resolve("empty")))) {
            var refused = assertThrows(Rehearsal.NotThereException.class, () -> rehearse(wrong));
            assertTrue(String.valueOf(refused.getMessage()).endsWith("--rehearse=" + wrong), refused::getMessage);
        }
    }
}
