package io.florin.journal;

import io.florin.counters.Counters;
import io.florin.journal.DataDirectory.Place;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Positions;
import java.io.IOException;
import java.nio.file.Path;

/** One life of a node as far as its journal is concerned: recovers, appends, ends. */
final class Life implements AutoCloseable {
    static final long LEDGER_HIGH = 0x0190_0000_0000_7000L;
    static final long LEDGER_LOW = 0x8000_0000_0000_0042L;

    private final DataDirectory directory;
    private final Tail found;
    private final Journal journal;
    private final JournalStage stage;
    private final Requests requests;
    private long ringSequence = -1;

    private Life(DataDirectory directory, JournalConfig config, long seed) throws IOException {
        this.directory = directory;
        this.found = Records.tail(directory);
        int epoch = found.epoch() + 1;
        Counters counters = Counters.inMemory();
        var resources = new Journal.Resources(directory, found, epoch, 1, "test", Clock.system(), counters);
        this.journal = Journal.start(config, resources);
        this.stage = new JournalStage(journal, found, epoch, new Positions(), Clock.system(), counters);
        this.requests = new Requests(seed, found.sequence(), found.timestampNs());
    }

    static Path create(Disk disk, Path path) {
        DataDirectory.create(disk, new Place(path, true), LEDGER_HIGH, LEDGER_LOW, 0);
        return path;
    }

    static DataDirectory open(Disk disk, Path path) {
        return DataDirectory.open(disk, new Place(path, true));
    }

    static Life begin(Disk disk, Path path, JournalKind kind, long seed) throws IOException {
        DataDirectory directory = open(disk, path);
        try {
            return new Life(directory, config(kind), seed);
        } catch (IOException | RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    static JournalConfig config(JournalKind kind) {
        return new JournalConfig(kind, JournalConfig.SEGMENT_LENGTH_MIN);
    }

    /** Commits so many groups of a few random requests each. */
    void commit(int groups) throws IOException {
        for (int group = 0; group < groups; group++) {
            int requestsInGroup = 1 + group % 3;
            for (int i = 1; i <= requestsInGroup; i++) send(requests.next(), i == requestsInGroup);
        }
    }

    /** Commits one request of so many transfers. */
    void commitRequest(int events) throws IOException {
        send(requests.transfers(events), true);
    }

    /** Sends the request that is in the slots. */
    void send(int events, boolean isEndOfBatch) throws IOException {
        for (int i = 0; i < events; i++) {
            stage.onEvent(requests.slot(i), ++ringSequence, isEndOfBatch && i == events - 1);
        }
    }

    Requests requests() {
        return requests;
    }

    JournalStage stage() {
        return stage;
    }

    Journal journal() {
        return journal;
    }

    DataDirectory directory() {
        return directory;
    }

    Tail found() {
        return found;
    }

    /** Ends cleanly. */
    @Override
    public void close() throws IOException {
        try (directory) {
            journal.close();
        }
    }
}
