package io.florin.feed;

import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.replay.Histories;
import io.florin.replay.LiveLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A ledger with a random but repeatable history, a key, and a file of checkpoints, in a folder of a test. */
final class Proofs {
    static final UUID LEDGER = new UUID(1, 2);
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00.5Z");
    private static final Disk DISK = Disk.real();

    final Path data;
    final Path checkpoints;
    final SigningKey key;
    final Histories histories;

    private Proofs(Path folder, long seed) throws IOException {
        data = folder.resolve("data");
        checkpoints = folder.resolve("checkpoints");
        Path file = folder.resolve("ledger.key");
        Files.createDirectories(folder);
        key = KeyFiles.create(file);
        histories = new Histories(seed);
    }

    /** With so many requests in it. */
    static Proofs create(Path folder, JournalKind kind, long seed, int requests) throws Exception {
        var proofs = new Proofs(folder, seed);
        LiveLedger.create(proofs.data, kind, 500).close();
        proofs.live(kind, requests);
        return proofs;
    }

    /** One more life, with so many requests. */
    void live(JournalKind kind, int requests) throws Exception {
        try (LiveLedger live = LiveLedger.open(data, kind)) {
            for (int i = 0; i < requests; i++) histories.step(live);
        }
    }

    CheckpointFile file() {
        return CheckpointFile.of(DISK, checkpoints);
    }

    CheckpointPublisher.Resources resources() throws IOException {
        return resources(view()::read, AttestedStates.NONE);
    }

    CheckpointPublisher.Resources resources(JournalSource source, AttestedStates states) {
        return new CheckpointPublisher.Resources(DISK, data, LEDGER, source, file(), states, () -> NOON);
    }

    JournalView view() throws IOException {
        return JournalView.of(DISK, data);
    }

    /** Signs all there is, whenever so many records have come together. */
    void publish(long recordsEach) throws IOException {
        try (CheckpointPublisher publisher =
                CheckpointPublisher.open(resources(), key).orElseThrow()) {
            while (publisher.poll(recordsEach) > 0) publisher.sign();
        }
    }

    List<Checkpoint> read() throws IOException {
        return file().read(key.verifyingKey(), LEDGER);
    }

    LeafSalt salt() throws IOException {
        return LeafSalt.read(DISK, data);
    }

    /** As {@code florin verify} does: walks over everything; what it saw, at the end. */
    CheckpointCheck verify() throws IOException {
        CheckpointCheck check = CheckpointCheck.of(read(), salt());
        try (Reader reader = view().read(1)) {
            while (reader.next()) check.onRecord(reader);
        }
        check.atEnd();
        return check;
    }

    /** All records, each as it is in the journal. */
    List<byte[]> records() throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (Reader reader = view().read(1)) {
            while (reader.next()) {
                var record = new byte[reader.recordLength()];
                reader.buffer().getBytes(reader.recordOffset(), record);
                records.add(record);
            }
        }
        return records;
    }

    ReceiptSearch search() throws IOException {
        return new ReceiptSearch(view()::read, view().firstSequence(), read(), salt(), (records, bytes, total) -> {});
    }
}
