package io.florin.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.JournalDamagedException;
import io.florin.journal.JournalKind;
import io.florin.replay.Histories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of random journals: every transfer's receipt proves it, and nothing else proves anything. */
final class ReceiptTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} seed={1}, {2} records each")
    @CsvSource({"PLAIN, 1, 1", "PLAIN, 2, 17", "PLAIN, 3, 1000000", "CHRONICLE, 4, 64"})
    void everyTransferThatWasCreatedIsProvenAndNoOther(JournalKind kind, long seed, long recordsEach) throws Exception {
        Proofs proofs = Proofs.create(folder, kind, seed, 24);
        proofs.publish(recordsEach);
        Map<UUID, ProvenTransfer> created = new HashMap<>();
        for (byte[] record : proofs.records()) {
            ProvenTransfer.of(record)
                    .filter(ProvenTransfer::isCreated)
                    .ifPresent(transfer -> created.put(transfer.id(), transfer));
        }
        SigningKey other = KeyFiles.create(folder.resolve("other.key"));
        int found = 0;
        for (long low : new LinkedHashSet<>(proofs.histories.transfers())) {
            UUID id = new UUID(Histories.high(), low);
            ProvenTransfer expected = created.get(id);
            ReceiptSearch.Answer answer = proofs.search().find(id);
            if (expected == null) {
                assertTrue(
                        answer instanceof ReceiptSearch.Refused || answer instanceof ReceiptSearch.Absent,
                        id::toString);
                continue;
            }
            Receipt receipt =
                    assertInstanceOf(ReceiptSearch.Found.class, answer).receipt();
            assertEquals(expected, receipt.verify(proofs.key.verifyingKey()).transfer());
            assertThrows(ProofRefusedException.class, () -> receipt.verify(other.verifyingKey()));
            found++;
        }
        assertEquals(created.size(), found);
        assertTrue(found > 10, found + " transfers, seed " + seed);
    }

    @Test
    void everyChangedByteIsRefused() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 21, 30);
        proofs.publish(40);
        Receipt good = receipt(proofs, 0);
        VerifyingKey key = proofs.key.verifyingKey();
        good.verify(key);
        for (int i = 0; i < good.record().length; i++) {
            refused(new Receipt(flipped(good.record(), i), good.salt(), good.path(), good.checkpoint()), key);
        }
        for (int i = 0; i < good.salt().length; i++) {
            refused(new Receipt(good.record(), flipped(good.salt(), i), good.path(), good.checkpoint()), key);
        }
        for (int i = 0; i < good.path().size(); i++) {
            List<Digest> path = new ArrayList<>(good.path());
            path.set(i, Digest.copyOf(flipped(path.get(i).toBytes(), i)));
            refused(new Receipt(good.record(), good.salt(), path, good.checkpoint()), key);
        }
        byte[] line = good.checkpoint().getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < line.length; i++) {
            String changed = new String(flipped(line, i), StandardCharsets.ISO_8859_1);
            refused(new Receipt(good.record(), good.salt(), good.path(), changed), key);
        }
    }

    /** Where salt ends and record begins is not for the bearer to say. */
    @Test
    void aSaltOfAnotherLengthIsRefused() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 22, 30);
        proofs.publish(40);
        Receipt good = receipt(proofs, 0);
        refused(new Receipt(good.record(), new byte[0], good.path(), good.checkpoint()), proofs.key.verifyingKey());
        refused(
                new Receipt(good.record(), Arrays.copyOf(good.salt(), 33), good.path(), good.checkpoint()),
                proofs.key.verifyingKey());
        refused(new Receipt(new byte[0], good.salt(), good.path(), good.checkpoint()), proofs.key.verifyingKey());
    }

    @Test
    void partsOfTwoReceiptsMakeNone() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 23, 60);
        proofs.publish(40);
        VerifyingKey key = proofs.key.verifyingKey();
        Receipt first = receipt(proofs, 0);
        Receipt last = receipt(proofs, -1);
        assertNotEquals(first.checkpoint(), last.checkpoint());
        refused(new Receipt(last.record(), first.salt(), first.path(), first.checkpoint()), key);
        refused(new Receipt(first.record(), last.salt(), first.path(), first.checkpoint()), key);
        refused(new Receipt(first.record(), first.salt(), last.path(), first.checkpoint()), key);
        refused(new Receipt(first.record(), first.salt(), first.path(), last.checkpoint()), key);
    }

    @Test
    void saltsKeepEqualRecordsApartAndAreNotTheSecret() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 24, 10);
        proofs.publish(40);
        LeafSalt salt = proofs.salt();
        assertNotEquals(Arrays.toString(salt.of(1)), Arrays.toString(salt.of(2)));
        assertEquals(Arrays.toString(salt.of(1)), Arrays.toString(proofs.salt().of(1)));
        String secret = Files.readString(proofs.data.resolve("salt"));
        Receipt receipt = receipt(proofs, 0);
        assertTrue(!secret.contains(HexFormat.of().formatHex(receipt.salt())));
        assertTrue(!receipt.checkpoint().contains(secret.substring(14).strip()));
    }

    @Test
    void whatNoCheckpointCoversIsNotProvenYet() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 25, 20);
        proofs.publish(Long.MAX_VALUE);
        int before = proofs.histories.transfers().size();
        proofs.live(JournalKind.PLAIN, 30);
        List<Long> later = proofs.histories
                .transfers()
                .subList(before, proofs.histories.transfers().size());
        int notYet = 0;
        for (long low : later) {
            if (proofs.search().find(new UUID(Histories.high(), low)) instanceof ReceiptSearch.NotYet waiting) {
                assertTrue(waiting.transfer().place().sequence()
                        > waiting.newest().covered().last());
                notYet++;
            }
        }
        assertTrue(notYet > 0);
        proofs.publish(Long.MAX_VALUE);
        assertInstanceOf(ReceiptSearch.Absent.class, proofs.search().find(new UUID(3, 4)));
    }

    /** Whatever single byte of the files changes, verifying refuses, or reads exactly what was written. */
    @ParameterizedTest(name = "{0} seed={1}")
    @CsvSource({"PLAIN, 31", "PLAIN, 32", "CHRONICLE, 33"})
    void aSingleChangedByteOfTheJournalIsNoticedOrHarmless(JournalKind kind, long seed) throws Exception {
        Proofs proofs = Proofs.create(folder, kind, seed, 25);
        proofs.publish(50);
        List<String> good = texts(proofs.records());
        var random = new SplittableRandom(seed);
        int noticed = 0;
        int changes = 150;
        for (int i = 0; i < changes; i++) {
            Path file = anySegment(proofs.data, random);
            byte[] bytes = Files.readAllBytes(file);
            int from = kind == JournalKind.PLAIN ? 4096 : 512 << 10; // where batches are
            int at = from + random.nextInt(bytes.length - from);
            byte before = bytes[at];
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bytes);
            try {
                proofs.verify();
                assertEquals(good, texts(proofs.records()), "seed " + seed + ", " + file + " at " + at);
            } catch (JournalDamagedException | ProofBrokenException seen) {
                noticed++;
            }
            bytes[at] = before;
            Files.write(file, bytes);
        }
        proofs.verify();
        assertTrue(noticed > changes * 3 / 4, noticed + " of " + changes + " were noticed");
    }

    private static Path anySegment(Path data, SplittableRandom random) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("journal"))) {
            List<Path> segments = files.filter(path ->
                            path.toString().endsWith(".fl") || path.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
            return segments.get(random.nextInt(segments.size()));
        }
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(Arrays::toString).toList();
    }

    /** Of the first transfer that was created, or of the last. */
    private static Receipt receipt(Proofs proofs, int which) throws IOException {
        List<Receipt> receipts = new ArrayList<>();
        for (long low : proofs.histories.transfers()) {
            if (proofs.search().find(new UUID(Histories.high(), low)) instanceof ReceiptSearch.Found found) {
                if (which == 0) return found.receipt();
                receipts.add(found.receipt());
            }
        }
        return receipts.getLast();
    }

    private static void refused(Receipt receipt, VerifyingKey key) {
        try {
            receipt.verify(key);
        } catch (ProofBrokenException | ProofRefusedException refused) {
            return;
        }
        throw new AssertionError("believed: " + receipt.checkpoint());
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }
}
