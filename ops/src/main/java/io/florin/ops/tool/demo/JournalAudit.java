package io.florin.ops.tool.demo;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.Reader;
import io.florin.ops.tool.ProgressLine;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the journal that all lives left, without any ledger: which transfer was created by which record. Nothing that
 * happened can hide from it, since the journal is the only truth.
 */
final class JournalAudit {
    private static final int PROGRESS_EVERY = 4_096;

    private final TransferRowDecoder row = new TransferRowDecoder();
    private final EventResultDecoder result = new EventResultDecoder();
    private final Map<UUID, List<Created>> created = new HashMap<>();
    private long records;

    private record Created(long sequence, long timestampNs) {}

    private JournalAudit() {}

    /** Reads all of it; the node must have ended. */
    static JournalAudit of(Path data, ProgressLine progress) throws IOException {
        var audit = new JournalAudit();
        try (DataDirectory directory = DataDirectory.read(Disk.real(), data);
                Reader reader = Reader.open(directory, 1)) {
            while (reader.next()) {
                audit.onRecord(reader);
                if (audit.records % PROGRESS_EVERY == 0) {
                    progress.at(audit.records, reader.bytesRead(), reader.bytesTotal());
                }
            }
        }
        return audit;
    }

    private void onRecord(Reader reader) {
        records++;
        if (reader.commandTemplate() != CreateTransfersDecoder.TEMPLATE_ID) return;
        if (result.wrap(reader.buffer(), reader.resultOffset()).status() != 0) return;

        row.wrap(reader.buffer(), reader.commandOffset());
        add(new UUID(row.id().high(), row.id().low()), reader.sequence(), reader.timestampNs());
    }

    /** A record that created a transfer. */
    void add(UUID id, long sequence, long timestampNs) {
        created.computeIfAbsent(id, unseen -> new ArrayList<>(1)).add(new Created(sequence, timestampNs));
    }

    /** An audit of records that are added one by one. */
    static JournalAudit empty() {
        return new JournalAudit();
    }

    long records() {
        return records;
    }

    /** Sentences about transfers that moved money more than once, or that nobody sent. */
    List<String> appliedTwice(Answers answers) {
        Set<UUID> sent = new HashSet<>();
        for (int i = 0; i < answers.postings(); i++) sent.add(answers.sent(i).id());
        List<String> findings = new ArrayList<>();
        created.forEach((id, all) -> {
            if (all.size() > 1) findings.add(id + " was created more than once: records=" + all);
            if (!sent.contains(id)) findings.add(id + " was created and nobody sent it: records=" + all);
        });
        return findings;
    }

    /** Sentences about acknowledged transfers that are not in the journal as the answer said. */
    List<String> lost(Answers answers) {
        List<String> findings = new ArrayList<>();
        for (int index : answers.posted()) {
            UUID id = answers.sent(index).id();
            Answers.Answer answer = answers.answer(index).orElseThrow();
            boolean isThere = created.getOrDefault(id, List.of()).stream()
                    .anyMatch(record -> record.timestampNs() == answer.timestampNs()
                            && (answer.sequence() == record.sequence() || answer.isRecordedBefore()));
            if (!isThere) findings.add(id + " was acknowledged as " + answer + ": records=" + created.get(id));
        }
        return findings;
    }
}
