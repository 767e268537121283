package io.florin.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.EventHandlerGroup;
import com.lmax.disruptor.dsl.EventProcessorFactory;
import com.lmax.disruptor.dsl.ProducerType;
import io.florin.ledger.Ledger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The ring and its stages, wired here and nowhere else.
 *
 * <pre>
 *   // A client hears of its command only after the journal and, as configured, the standby have it:
 *   //   ingress -> ring -> ledger -+-> journal     -+-> reply
 *   //                              +-> replication -+
 * </pre>
 *
 * <p>Threads may be shared, with the same stages in the same order: those behind the ledger run on one, which is what
 * suits few cores ({@link CommitStage}), or all do ({@link ShareThread}).
 */
public final class Pipeline implements AutoCloseable {
    private static final long DRAIN_LOOK_NS = TimeUnit.MICROSECONDS.toNanos(100);

    /** After the drain: for the batch that a stage is at, so that nothing is closed under it. */
    private static final long STAGES_END_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

    private final Disruptor<Slot> disruptor;
    private final StageThreadFactory threads;
    private final WaitStrategy waitStrategy;
    private final RingIngress ingress;
    private final Positions positions;
    private final PipelineConfig config;

    private Pipeline(
            Disruptor<Slot> disruptor,
            StageThreadFactory threads,
            WaitStrategy waitStrategy,
            Positions positions,
            JournalRoom room,
            PipelineConfig config) {
        this.disruptor = disruptor;
        this.threads = threads;
        this.waitStrategy = waitStrategy;
        this.ingress = new RingIngress(disruptor.getRingBuffer(), waitStrategy, room);
        this.positions = positions;
        this.config = config;
    }

    /**
     * What the pipeline borrows. It closes none of these.
     *
     * @param ledger as it stands behind {@code lastSequence}; from now on the ledger stage's alone.
     * @param lastSequence of the journal, 0 for a new one.
     * @param lastTimestampNs of the journal, 0 for a new one.
     * @param positions told how far the road has come.
     * @param release what every answer of this pipeline says about epoch and durability.
     * @param journal makes the stage that journals, given the slots.
     * @param replication makes the stage that waits for a standby, given the slots.
     * @param room says whether the journal can take more.
     * @param quarantine keeps what cannot be decided.
     */
    public record Resources(
            Ledger ledger,
            long lastSequence,
            long lastTimestampNs,
            Clock clock,
            Positions positions,
            Release release,
            Function<Slots, RoadStage> journal,
            Function<Slots, RoadStage> replication,
            JournalRoom room,
            Quarantine quarantine,
            Halt halt) {}

    /** Starts the threads; commands may be published when this returns. */
    public static Pipeline start(PipelineConfig config, Resources resources) {
        Profile profile = config.profile().on(Runtime.getRuntime().availableProcessors());
        WaitStrategy waitStrategy = profile == Profile.SMALL ? new ParkingWaitStrategy() : new YieldingWaitStrategy();
        int threadCount = config.threadsUnder(profile);
        var threads = new StageThreadFactory(threadCount);
        var disruptor = new Disruptor<>(
                new SlotFactory(config.ringCapacity()),
                config.ringCapacity(),
                threads,
                ProducerType.MULTI,
                new QuietWaitStrategy(waitStrategy));
        disruptor.setDefaultExceptionHandler(new HaltingExceptionHandler(resources.halt()));
        wire(disruptor, waitStrategy, threadCount, resources);
        disruptor.start();
        return new Pipeline(disruptor, threads, waitStrategy, resources.positions(), resources.room(), config);
    }

    private static void wire(Disruptor<Slot> disruptor, WaitStrategy waitStrategy, int threads, Resources resources) {
        Slots slots = disruptor.getRingBuffer()::get;
        Positions positions = resources.positions();
        var time = new JournalTime(resources.clock(), resources.lastTimestampNs());
        var ledger = new LedgerStage(resources.ledger(), time, resources.lastSequence(), positions, slots);
        RoadStage journal = resources.journal().apply(slots);
        RoadStage replication = resources.replication().apply(slots);
        RoadStage reply = new ReplyStage(slots, resources.release(), positions, resources.clock());

        RoadStage commit = new CommitStage(slots, journal, replication, reply);

        var sequence = new Sequence();
        HandOver handOver =
                threads == 1 ? new ShareThread(sequence, slots, commit) : new WakeStages(sequence, waitStrategy);
        EventProcessorFactory<Slot> processor = (ring, barrierSequences) ->
                new LedgerProcessor(ring, ring.newBarrier(barrierSequences), ledger, sequence, handOver, resources);
        EventHandlerGroup<Slot> decided = disruptor.handleEventsWith(processor);
        switch (threads) {
            case 1 -> {} // the ledger's thread goes on with what it decided
            case 2 -> decided.then(commit);
            default -> decided.then(journal, replication).then(reply);
        }
    }

    /** Where commands enter; any thread. */
    public Ingress ingress() {
        return ingress;
    }

    /** Whether clients' commands are admitted, as far as the journal's space goes; reads always are. Any thread. */
    public boolean admitsCommands() {
        return ingress.admitsCommands();
    }

    /** Whether even pulses find space in the journal; any thread. */
    public boolean admitsPulses() {
        return ingress.admitsPulses();
    }

    /** How far the road has come; any thread. */
    public Positions positions() {
        return positions;
    }

    /** Slots in use now, between claim and answer. */
    public long used() {
        RingBuffer<Slot> ring = disruptor.getRingBuffer();
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    /**
     * Admits nothing more, answers everything that was admitted, ends the threads and waits for their end.
     *
     * @throws IllegalStateException if the ring did not run empty in time; what was not answered then is unknown to its
     *     clients, as after a crash.
     */
    @Override
    public void close() {
        ingress.close();
        long deadlineNs = System.nanoTime() + config.drainTimeoutNs();
        while (used() > 0 && System.nanoTime() < deadlineNs) LockSupport.parkNanos(DRAIN_LOOK_NS);
        long left = used();
        disruptor.halt();
        waitStrategy.signalAllWhenBlocking();
        threads.awaitEnd(STAGES_END_TIMEOUT_NS);
        if (left > 0) {
            throw new IllegalStateException(left + " events were not answered in time: "
                    + PipelineConfig.DRAIN_TIMEOUT_PROPERTY + "=" + config.drainTimeoutNs() + "ns");
        }
    }

    /**
     * After {@link #close}: whether no stage is at work any more. Where one is, on a disk that hangs, what the pipeline
     * borrows must not be closed under it.
     */
    public boolean isAtRest() {
        return threads.haveEnded();
    }
}
