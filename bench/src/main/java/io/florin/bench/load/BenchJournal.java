package io.florin.bench.load;

import io.florin.counters.Counters;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.Journal;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalStage;
import io.florin.journal.Tail;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Positions;
import io.florin.protocol.codec.BatchHeaderEncoder;
import io.florin.protocol.codec.EventResultEncoder;
import io.florin.protocol.codec.RecordHeaderEncoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.protocol.codec.SealEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.io.IOException;
import java.nio.file.Path;

/** The journal and its stage without a ring: group commits of one size, one after the other. One thread. */
public final class BenchJournal implements AutoCloseable {
    private static final int RECORD_LENGTH = RecordHeaderEncoder.ENCODED_LENGTH
            + RequestHeadEncoder.ENCODED_LENGTH
            + TransferRowEncoder.ENCODED_LENGTH
            + EventResultEncoder.ENCODED_LENGTH;
    private static final int ENVELOPE_LENGTH = BatchHeaderEncoder.ENCODED_LENGTH + SealEncoder.ENCODED_LENGTH;
    private static final int EPOCH = 1;

    private final DataDirectory directory;
    private final Journal journal;
    private final JournalStage stage;
    private final BenchSlots slots;
    private long sequence;
    private long timestampNs = Clock.system().epochNs();

    private BenchJournal(DataDirectory directory, Journal journal, Counters counters, BenchSlots slots) {
        this.directory = directory;
        this.journal = journal;
        this.slots = slots;
        this.stage = new JournalStage(journal, Tail.EMPTY, EPOCH, new Positions(), Clock.system(), counters);
    }

    /** A new journal as a node would begin it. */
    public static BenchJournal start(Path path, JournalConfig config, int transfersPerCommit) throws IOException {
        var place = new DataDirectory.Place(path, true);
        DataDirectory.create(Disk.real(), place, 0, 1, 1);
        DataDirectory directory = DataDirectory.open(Disk.real(), place);
        directory.promise(EPOCH);
        Counters counters = Counters.inMemory();
        Journal journal = Journal.start(
                config, new Journal.Resources(directory, Tail.EMPTY, EPOCH, 1, "bench", Clock.system(), counters));
        return new BenchJournal(directory, journal, counters, new BenchSlots(transfersPerCommit));
    }

    /** Of one commit. */
    public static int bytes(int transfersPerCommit) {
        return ENVELOPE_LENGTH + transfersPerCommit * RECORD_LENGTH;
    }

    /** Fills the slots; not part of what is measured. */
    public void fill(TransferSource transfers) {
        slots.fill(transfers, sequence + 1, timestampNs + 1);
        timestampNs += slots.count();
    }

    /** Seals, appends and forces what was filled. */
    public void commit() throws Exception {
        int last = slots.count() - 1;
        for (int i = 0; i <= last; i++) stage.onEvent(slots.at(i), sequence + i, i == last);
        sequence += slots.count();
        if (journal.forced() != sequence) {
            throw new LoadFailedException("expected sequence " + sequence + " on disk: forced=" + journal.forced());
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
        directory.close();
    }
}
