package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.Journal;
import io.florin.journal.JournalStage;
import io.florin.journal.QuarantineFiles;
import io.florin.journal.Tail;
import io.florin.ledger.Ledger;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Halt;
import io.florin.pipeline.InternalCommands;
import io.florin.pipeline.Pipeline;
import io.florin.pipeline.Positions;
import io.florin.pipeline.Release;
import io.florin.protocol.codec.CloseDayDecoder;
import io.florin.protocol.codec.CloseDayRowEncoder;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.EpochDecoder;
import io.florin.protocol.codec.EpochRowEncoder;
import io.florin.protocol.codec.GenesisDecoder;
import io.florin.replay.Recovery;
import io.florin.replication.ReplicationStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The road of a payment in this process, without its doors: data directory, recovered ledger, journal and pipeline, in
 * a new life and a new epoch. Nothing is admitted yet but Florin's own commands.
 */
final class Road implements AutoCloseable {
    private static final long CLOCK_BEHIND_NS_MAX = TimeUnit.SECONDS.toNanos(10);
    private static final long INTERNAL_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final String COUNTERS_FILE = "counters";
    private static final String COUNTERS_FILE_BEFORE = "counters.before";
    private static final short MODE_SINGLE = 1;

    private final Closing closing;
    private final Life life;
    private final Journal journal;
    private final Pipeline pipeline;
    private final Days days;
    private boolean isAnyId;
    private boolean isDrained;

    private Road(Closing closing, Life life, Journal journal, Pipeline pipeline, Days days, boolean isAnyId) {
        this.closing = closing;
        this.life = life;
        this.journal = journal;
        this.pipeline = pipeline;
        this.days = days;
        this.isAnyId = isAnyId;
    }

    /**
     * What a node does not make itself.
     *
     * @param progress of recovery.
     * @param lastWords where a process says in one line why it halts, or what an operator should look at.
     */
    record Around(Clock clock, Recovery.Progress progress, Consumer<String> lastWords) {}

    /** What one start of a node has to itself. */
    private record Life(
            DataDirectory directory,
            Counters counters,
            Halt halt,
            Tail tail,
            int epoch,
            long replayed,
            long snapshotNs,
            long recoveryNs) {}

    /** What was closed before this start, of the ledgers whose days end by themselves. */
    private record Days(long genesisNs, Map<Integer, Integer> last) {
        static Days of(Ledger ledger, DayCloseConfig config) {
            Map<Integer, Integer> last = config.rules().stream()
                    .map(DayCloseConfig.Rule::ledger)
                    .collect(Collectors.toMap(number -> number, ledger::lastDayClosed));
            return new Days(ledger.genesisTimestampNs(), last);
        }
    }

    /** What must be in a data directory before a start. */
    enum Found {
        /** No record yet, so that a genesis is due. */
        NOTHING,
        LEDGER
    }

    /**
     * Recovers, and opens the ring. What refuses a start does so before anything in the directory was changed.
     *
     * @throws ConfigurationException if an operator must act first; likewise the exceptions of journal and replay.
     */
    static Road open(NodeConfig config, Found expected, Around around) throws IOException, InterruptedException {
        var closing = new Closing();
        try {
            return open(config, expected, around, closing);
        } catch (IOException | UncheckedIOException failed) {
            closing.closeAfter(failed);
            throw new ConfigurationException(
                    "the data directory cannot be used (" + failed.getMessage() + "): "
                            + Setting.DATA.named(config.data().path().toString()),
                    failed);
        } catch (Exception failed) {
            closing.closeAfter(failed);
            throw failed;
        }
    }

    private static Road open(NodeConfig config, Found expected, Around around, Closing closing) throws IOException {
        DataDirectory directory = closing.add(DataDirectory.lock(Disk.real(), config.data()));
        long startNs = around.clock().monotonicNs();
        Recovery.Recovered recovered = Recovery.run(directory, around.progress());
        long recoveryNs = around.clock().monotonicNs() - startNs;
        Tail tail = recovered.tail();
        recovered.findings().forEach(around.lastWords());
        refuse(tail, expected, directory.path());
        refuseClockBehind(tail, around.clock(), directory.path());

        int epoch = Math.max(directory.promisedEpoch(), tail.epoch()) + 1;
        directory.begin(epoch);
        Counters counters = closing.add(counters(directory.path()));
        Halt halt = new ProcessHalt(counters.errorLog(), around.lastWords());
        var life = new Life(
                directory, counters, halt, tail, epoch, recovered.replayed(), recovered.snapshotNs(), recoveryNs);
        Journal journal = closing.add(Journal.start(
                config.journal(),
                new Journal.Resources(
                        directory, tail, epoch, Genesis.FEATURE_LEVEL, Build.id(), around.clock(), counters)));
        boolean isAnyId = recovered.ledger().isAnyId(); // before the ledger is the pipeline's
        Days days = Days.of(recovered.ledger(), config.upkeep().days());
        Pipeline pipeline = pipeline(config, around, life, recovered.ledger(), journal);
        return new Road(closing, life, journal, pipeline, days, isAnyId);
    }

    private static void refuse(Tail tail, Found expected, Path directory) {
        Found found = tail.sequence() == 0 ? Found.NOTHING : Found.LEDGER;
        if (found == expected) return;
        String reason = found == Found.LEDGER
                ? "there is a ledger already: "
                : "the ledger was not made to its end, so run florin init again: ";
        throw new ConfigurationException(reason + Setting.DATA.named(directory.toString()));
    }

    /** The error log of the life before is kept beside this one's: it may say why that life ended. */
    private static Counters counters(Path directory) throws IOException {
        Path file = directory.resolve(COUNTERS_FILE);
        if (Files.exists(file)) {
            Files.move(file, directory.resolve(COUNTERS_FILE_BEFORE), StandardCopyOption.REPLACE_EXISTING);
        }
        return Counters.mapped(file);
    }

    /** A time stamp from the future can never be taken back, so time may not go on from one. */
    private static void refuseClockBehind(Tail tail, Clock clock, Path directory) {
        long behindNs = tail.timestampNs() - clock.epochNs();
        if (behindNs <= CLOCK_BEHIND_NS_MAX) return;
        throw new ConfigurationException("the last record in " + directory + " is later than this machine's clock,"
                + " which must be set right before a start: clock.behind=" + Duration.ofNanos(behindNs));
    }

    private static Pipeline pipeline(NodeConfig config, Around around, Life life, Ledger ledger, Journal journal) {
        var positions = new Positions();
        return Pipeline.start(
                config.pipeline(),
                new Pipeline.Resources(
                        ledger,
                        life.tail().sequence(),
                        life.tail().timestampNs(),
                        around.clock(),
                        positions,
                        new Release(life.epoch(), Durability.DISK.value()),
                        slots -> new JournalStage(
                                journal, life.tail(), life.epoch(), positions, around.clock(), life.counters()),
                        slots -> new ReplicationStage(),
                        journal,
                        new QuarantineFiles(life.directory(), life.epoch(), around.clock()),
                        life.halt()));
    }

    /** The first record of a ledger. */
    void genesis(Genesis genesis) throws InterruptedException {
        send(
                GenesisDecoder.TEMPLATE_ID,
                genesis.encode(life.directory().ledgerIdHigh(), life.directory().ledgerIdLow()));
        isAnyId = genesis.isAnyId();
    }

    /** The first record of this epoch: who leads, and what a torn tail cost. */
    void epoch() throws InterruptedException {
        Tail tail = life.tail();
        var row = new UnsafeBuffer(new byte[EpochRowEncoder.ENCODED_LENGTH]);
        var encoder = new EpochRowEncoder().wrap(row, 0);
        encoder.epoch(life.epoch())
                .node(life.directory().node())
                .life(life.directory().life())
                .mode(MODE_SINGLE)
                .tornBytes(tail.tornBytes());
        if (tail.isTorn()) {
            encoder.tornSegmentLife(tail.segment().life())
                    .tornSegmentOrdinal(tail.segment().ordinal())
                    .tornOffset(tail.offset());
        }
        send(EpochDecoder.TEMPLATE_ID, row);
    }

    private void send(int templateId, DirectBuffer row) throws InterruptedException {
        InternalCommands.Decided decided =
                new InternalCommands(pipeline.ingress()).send(templateId, 0, row, row.capacity(), INTERNAL_TIMEOUT_NS);
        if (decided.status() != 0) {
            throw new ConfigurationException(
                    "the ledger refused Florin's own command, template " + templateId + ": status=" + decided.status());
        }
    }

    /** Ends a day, and waits; the wire number of {@code AdminResult}. */
    int closeDay(int ledger, int date) throws InterruptedException {
        var row = new UnsafeBuffer(new byte[CloseDayRowEncoder.ENCODED_LENGTH]);
        new CloseDayRowEncoder()
                .wrap(row, 0)
                .ledger(Integer.toUnsignedLong(ledger))
                .date(date);
        return new InternalCommands(pipeline.ingress())
                .send(CloseDayDecoder.TEMPLATE_ID, 0, row, row.capacity(), INTERNAL_TIMEOUT_NS)
                .status();
    }

    /** The last day that a ledger whose days end by themselves had closed at the start, as yyyymmdd; 0 if none. */
    int lastDayClosed(int ledger) {
        return days.last().getOrDefault(ledger, 0);
    }

    /** When the journal began, ns since the epoch. */
    long genesisNs() {
        return days.genesisNs();
    }

    /** The data directory. */
    Path data() {
        return life.directory().path();
    }

    UUID ledgerId() {
        return new UUID(life.directory().ledgerIdHigh(), life.directory().ledgerIdLow());
    }

    Counters counters() {
        return life.counters();
    }

    Halt halt() {
        return life.halt();
    }

    Tail tail() {
        return life.tail();
    }

    int epochNumber() {
        return life.epoch();
    }

    /** Whether the genesis chose the id policy {@code any}. */
    boolean isAnyId() {
        return isAnyId;
    }

    long replayed() {
        return life.replayed();
    }

    long snapshotNs() {
        return life.snapshotNs();
    }

    long recoveryNs() {
        return life.recoveryNs();
    }

    /** For those who read behind it. */
    Journal journal() {
        return journal;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Admits nothing more and answers everything that was admitted. */
    void drain() {
        if (isDrained) return;
        isDrained = true;
        pipeline.close();
    }

    /** Drains, ends the journal cleanly, lets go of the life.directory(). */
    @Override
    public void close() throws IOException {
        try {
            drain();
        } finally {
            if (pipeline.isAtRest()) closing.close(); // else the process ends first: nothing is unmapped under a stage
        }
    }
}
