package io.florin.replay;

import io.florin.counters.Counters;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.Journal;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalStage;
import io.florin.ledger.Ledger;
import io.florin.pipeline.Answers;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Ingress;
import io.florin.pipeline.InternalCommands;
import io.florin.pipeline.JournalRoom;
import io.florin.pipeline.Pipeline;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Positions;
import io.florin.pipeline.Profile;
import io.florin.pipeline.Quarantine;
import io.florin.pipeline.Release;
import io.florin.pipeline.RoadStage;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.GenesisDecoder;
import io.florin.protocol.codec.GenesisRowEncoder;
import io.florin.protocol.codec.PulseDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.replication.ReplicationStage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A real road in the test's process, without doors: journal, pipeline and ledger in one life of a data directory. */
public final class LiveLedger implements AutoCloseable {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long PRINCIPAL_LOCAL = 1;

    /** Instead of a sequence that is falsified: that of the next pulse. */
    static final long NEXT_PULSE = -1;

    private final Counters counters = Counters.inMemory();
    private final DataDirectory directory;
    private final Recovery.Recovered recovered;
    private final Journal journal;
    private final Pipeline pipeline;
    private final AtomicLong falsified = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> halted = new AtomicReference<>();

    /** Writes the body of one event's row; the memory there is all zero. */
    @FunctionalInterface
    public interface Row {
        void encode(UnsafeBuffer memory, int offset);
    }

    private LiveLedger(Path path, JournalKind kind, long falsifiedSequence) throws IOException {
        directory = DataDirectory.open(Disk.real(), place(path));
        recovered = Recovery.run(directory, Recovery.Progress.NONE);
        int epoch = recovered.tail().epoch() + 1;
        directory.promise(epoch);
        journal = Journal.start(
                new JournalConfig(kind, JournalConfig.SEGMENT_LENGTH_MIN),
                new Journal.Resources(directory, recovered.tail(), epoch, 1, "test", Clock.system(), counters));
        var positions = new Positions();
        pipeline = Pipeline.start(
                PipelineConfig.of(Profile.SMALL),
                new Pipeline.Resources(
                        recovered.ledger(),
                        recovered.tail().sequence(),
                        recovered.tail().timestampNs(),
                        Clock.system(),
                        positions,
                        new Release(epoch, Durability.DISK.value()),
                        slots -> new Falsifier(
                                new JournalStage(journal, recovered.tail(), epoch, positions, Clock.system(), counters),
                                falsifiedSequence,
                                falsified),
                        slots -> new ReplicationStage(),
                        JournalRoom.ENDLESS,
                        Quarantine.NONE,
                        (code, where, reason) -> halted.set(reason)));
    }

    /** Makes a directory with a ledger in it, and its first life. */
    public static LiveLedger create(Path path, JournalKind kind, long accountsMax) throws Exception {
        DataDirectory.create(Disk.real(), place(path), 1, 2, 1);
        LiveLedger live = open(path, kind);
        live.genesis(accountsMax);
        return live;
    }

    /** Recovers, and begins the next life. */
    public static LiveLedger open(Path path, JournalKind kind) throws IOException {
        return new LiveLedger(path, kind, 0);
    }

    /** Recovers, and begins a life that records one result otherwise than it was decided. */
    static LiveLedger openLying(Path path, JournalKind kind, long falsifiedSequence) throws IOException {
        return new LiveLedger(path, kind, falsifiedSequence);
    }

    static DataDirectory.Place place(Path path) {
        return new DataDirectory.Place(path, true);
    }

    private void genesis(long accountsMax) throws InterruptedException {
        var row = new UnsafeBuffer(new byte[GenesisRowEncoder.ENCODED_LENGTH]);
        var encoder = new GenesisRowEncoder().wrap(row, 0);
        encoder.ledgerId().high(1).low(2);
        encoder.accountsMax(accountsMax)
                .transfersMax(100_000)
                .windowNs(TimeUnit.HOURS.toNanos(24))
                .repliesMax(1_000)
                .replyRowsMax(10_000)
                .grantsMax(100)
                .featureLevel(1);
        internal(GenesisDecoder.TEMPLATE_ID, row);
    }

    public void pulse() throws InterruptedException {
        internal(PulseDecoder.TEMPLATE_ID, new UnsafeBuffer(new byte[0]));
    }

    /** Sends a command that no client can. */
    public void internal(int templateId, UnsafeBuffer row) throws InterruptedException {
        new InternalCommands(pipeline.ingress()).send(templateId, 0, row, row.capacity(), TIMEOUT_NS);
    }

    /** Sends one request and waits until its answer is released; the status of each event. */
    public int[] send(int templateId, List<Row> rows) throws Exception {
        Ingress ingress = pipeline.ingress();
        long first = ingress.tryClaim(rows.size());
        if (first < 0) throw new IllegalStateException("refused: " + Ingress.refusal(first));
        var answer = new Waiting();
        for (int i = 0; i < rows.size(); i++) {
            Slot slot = ingress.at(first + i).begin(templateId, rows.size(), i, Slot.BODY_LENGTH_MAX);
            slot.memory().setMemory(slot.headOffset(), Slot.LENGTH, (byte) 0);
            if (i == 0) {
                new RequestHeadEncoder()
                        .wrap(slot.memory(), slot.headOffset())
                        .principal(PRINCIPAL_LOCAL)
                        .events(rows.size());
                slot.from(answer, 0, 0, 0);
            }
            rows.get(i).encode(slot.memory(), slot.bodyOffset());
        }
        ingress.publish(first, rows.size());
        return answer.statuses.get(TIMEOUT_NS, TimeUnit.NANOSECONDS);
    }

    /** Its journal, for tails. */
    public Journal journal() {
        return journal;
    }

    Recovery.Recovered recovered() {
        return recovered;
    }

    /** As it stands; look at it only when nothing is under way. */
    Ledger ledger() {
        return recovered.ledger();
    }

    /** Sequence of the pulse whose hash was recorded otherwise than it was computed; 0 for none. */
    long falsified() {
        return falsified.get();
    }

    public long decided() {
        return pipeline.positions().decided();
    }

    /** Closes as an orderly shutdown does. */
    @Override
    public void close() throws IOException {
        pipeline.close();
        journal.close();
        directory.close();
        Throwable reason = halted.get();
        if (reason != null) throw new IllegalStateException("the pipeline halted", reason);
    }

    /** A journal stage that gets one result from a ledger that decides otherwise. */
    private record Falsifier(RoadStage journal, long falsifiedSequence, AtomicLong falsified) implements RoadStage {
        @Override
        public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) throws Exception {
            if (slot.sequence() == falsifiedSequence) {
                slot.result(slot.status() + 1, slot.resultTimestampNs(), slot.amountMinor());
            }
            DirectBuffer pulse = slot.longResult();
            if (pulse != null && falsifiedSequence == NEXT_PULSE && falsified.compareAndSet(0, slot.sequence())) {
                var otherRows = new UnsafeBuffer(new byte[slot.longResultLength()]);
                otherRows.putBytes(0, pulse, 0, otherRows.capacity());
                int offset = PulseResultDecoder.rowsHashEncodingOffset();
                otherRows.putByte(offset, (byte) (otherRows.getByte(offset) ^ 1));
                slot.longResult(otherRows, otherRows.capacity());
            }
            journal.onEvent(slot, ringSequence, endOfBatch);
        }

        @Override
        public long passed() {
            return journal.passed();
        }
    }

    private static final class Waiting implements Answers {
        private final CompletableFuture<int[]> statuses = new CompletableFuture<>();

        @Override
        public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
            int[] found = new int[events];
            for (int i = 0; i < events; i++) {
                found[i] = slots.at(firstRingSequence + i).status();
            }
            statuses.complete(found);
            return false;
        }

        @Override
        public void flush() {
            // the waiting thread has its answer
        }
    }
}
