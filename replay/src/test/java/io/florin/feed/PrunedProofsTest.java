package io.florin.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.journal.Reader;
import io.florin.journal.RegisteredReaders;
import io.florin.replay.FailingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was signed about a journal whose first segments are gone, and who keeps segments from going. */
final class PrunedProofsTest {
    @TempDir
    Path folder;

    /** Three lives, all signed; then the segment of the first one goes. */
    private Proofs pruned(long recordsEach) throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 41, 12);
        proofs.live(JournalKind.PLAIN, 12);
        proofs.live(JournalKind.PLAIN, 12);
        proofs.publish(recordsEach);
        removeFirstSegments(proofs);
        return proofs;
    }

    /** Genesis has a life of its own, and the first requests another. */
    private static void removeFirstSegments(Proofs proofs) throws IOException {
        List<Path> segments;
        try (Stream<Path> listed = Files.list(proofs.data.resolve("journal"))) {
            segments = listed.sorted().toList();
        }
        for (Path segment : segments.subList(0, 2)) {
            try (Stream<Path> files = Files.list(segment)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(segment);
        }
    }

    private static CheckpointCheck verify(Proofs proofs) throws IOException {
        CheckpointCheck check = CheckpointCheck.of(proofs.read(), proofs.salt());
        try (Reader reader = proofs.view().read(proofs.view().firstSequence())) {
            while (reader.next()) check.onRecord(reader);
        }
        check.atEnd();
        return check;
    }

    @ParameterizedTest(name = "{0} records each")
    @ValueSource(longs = {1, 17, 64, 1_000_000})
    void whatIsThereIsComparedAndWhatIsNotIsCounted(long recordsEach) throws Exception {
        Proofs proofs = pruned(recordsEach);
        long first = proofs.view().firstSequence();
        assertTrue(first > 1);
        List<Checkpoint> all = proofs.read();
        long before = all.stream()
                .filter(checkpoint -> checkpoint.covered().last() < first)
                .count();
        CheckpointCheck check = verify(proofs);
        assertEquals(before, check.before());
        assertEquals(all.size() - before, check.agreed());
        assertTrue(check.agreed() >= 1);
        assertEquals(0, check.unsigned());
    }

    @ParameterizedTest(name = "{0} records each")
    @ValueSource(longs = {1, 17, 1_000_000})
    void receiptsNeedAllRecordsOfTheirCheckpoint(long recordsEach) throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 42, 12);
        proofs.live(JournalKind.PLAIN, 12);
        proofs.publish(recordsEach);
        List<ProvenTransfer> created = new ArrayList<>();
        for (byte[] record : proofs.records()) {
            ProvenTransfer.of(record).filter(ProvenTransfer::isCreated).ifPresent(created::add);
        }
        removeFirstSegments(proofs);
        long first = proofs.view().firstSequence();
        Map<Class<?>, Integer> answers = new HashMap<>();
        for (ProvenTransfer transfer : created) {
            ReceiptSearch.Answer answer = proofs.search().find(transfer.id());
            answers.merge(answer.getClass(), 1, Integer::sum);
            long sequence = transfer.place().sequence();
            boolean isWhole = proofs.read().stream()
                            .filter(checkpoint -> checkpoint.covered().last() >= sequence)
                            .findFirst()
                            .orElseThrow()
                            .covered()
                            .first()
                    >= first;
            Class<?> expected = isWhole ? ReceiptSearch.Found.class : ReceiptSearch.Unprovable.class;
            if (sequence < first) expected = ReceiptSearch.Absent.class;
            assertEquals(expected, answer.getClass(), transfer::toString);
            if (answer instanceof ReceiptSearch.Found found) found.receipt().verify(proofs.key.verifyingKey());
        }
        assertTrue(answers.size() >= 2, answers::toString);
    }

    @Test
    void whoSignsIsAReaderThatSegmentsWaitFor() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 43, 5);
        RegisteredReaders readers = RegisteredReaders.of(Disk.real(), proofs.data);
        assertEquals(Map.of(), readers.positions());
        try (CheckpointPublisher publisher =
                CheckpointPublisher.open(proofs.resources(), proofs.key).orElseThrow()) {
            assertEquals(Map.of(), readers.positions(), "who only looks at the file changes nothing");
            publisher.register();
            assertEquals(Map.of("checkpoint", 0L), readers.positions());
            publisher.poll(Long.MAX_VALUE);
            publisher.sign();
            assertEquals(Map.of("checkpoint", publisher.signed()), readers.positions());
        }
        assertEquals(proofs.records().size(), readers.positions().get("checkpoint"));
    }

    /**
     * The n-th write, force or opening of the published file fails: payments do not hear of it, and signing goes on.
     */
    @Test
    void aFileOfCheckpointsThatFailsIsTriedAgain() throws Exception {
        Proofs proofs = Proofs.create(folder, JournalKind.PLAIN, 44, 6);
        int failed = 0;
        for (int at = 1; at <= 12; at++) {
            proofs.live(JournalKind.PLAIN, 2);
            Counters counters = Counters.inMemory();
            Optional<CheckpointAgent> opened = agent(proofs, new FailingDisk(proofs.checkpoints, at).disk(), counters);
            if (opened.isEmpty()) { // refused where it is opened: a start says so
                failed++;
                continue;
            }
            CheckpointAgent agent = opened.get();
            for (int duty = 0; duty < 4_000; duty++) agent.doWork();
            agent.onClose();
            failed += (int) counters.value(FlorinCounter.CHECKPOINT_FAILURES);
            assertEquals(proofs.records().size(), counters.value(FlorinCounter.CHECKPOINT_SIGNED), "at=" + at);
            assertEquals(0, proofs.verify().unsigned(), "at=" + at);
        }
        assertTrue(failed > 2, "nothing failed: " + failed);
    }

    private static Optional<CheckpointAgent> agent(Proofs proofs, Disk disk, Counters counters) throws IOException {
        CheckpointPublisher.Resources real = proofs.resources();
        var resources = new CheckpointPublisher.Resources(
                Disk.real(),
                real.data(),
                real.ledgerId(),
                real.journal(),
                CheckpointFile.of(disk, proofs.checkpoints),
                real.states(),
                real.clock());
        long[] ns = {0};
        try {
            return Optional.of(CheckpointAgent.open(
                    resources,
                    proofs.key,
                    new CheckpointAgent.Schedule(TimeUnit.SECONDS.toNanos(3), 1_000_000),
                    () -> ns[0] += TimeUnit.MILLISECONDS.toNanos(5),
                    counters));
        } catch (IOException full) {
            assertEquals(FailingDisk.SENTENCE, full.getMessage());
            return Optional.empty();
        }
    }

    @Test
    void aReaderIsNamedInPlainLetters() {
        RegisteredReaders readers = RegisteredReaders.of(Disk.real(), folder);
        for (String wrong : List.of("", "A", "a/b", "-a", "a.tmp")) {
            assertThrows(IllegalArgumentException.class, () -> readers.moved(wrong, 1), wrong);
        }
    }
}
