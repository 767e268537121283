package io.florin.gateway;

import io.florin.counters.Counters;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.NodeState;
import io.florin.gateway.session.RefusedIds;
import io.florin.gateway.wire.Certificates;
import io.florin.ledger.Ledger;
import io.florin.pipeline.Clock;
import io.florin.pipeline.InternalCommands;
import io.florin.pipeline.Pipeline;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Positions;
import io.florin.pipeline.Profile;
import io.florin.pipeline.Quarantine;
import io.florin.pipeline.Release;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.EpochEncoder;
import io.florin.protocol.codec.EpochRowEncoder;
import io.florin.protocol.codec.GenesisEncoder;
import io.florin.protocol.codec.GenesisRowEncoder;
import io.florin.protocol.codec.GrantEncoder;
import io.florin.protocol.codec.GrantRowEncoder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The real road behind the real gateway: ring, ledger and reply stage, with a journal that has no disk. */
public final class TestNode implements AutoCloseable {
    /** EUR. */
    public static final int LEDGER = 978;

    /** An operator has refused it. */
    public static final UUID REFUSED = new UUID(0, 0xDEAD);

    private static final RefusedIds REFUSED_IDS = RefusedIds.of(List.of(REFUSED));
    private static final UUID LEDGER_ID = new UUID(1, 2);
    private static final long WINDOW_NS = TimeUnit.HOURS.toNanos(24);
    private static final int EPOCH = 7;
    private static final int NO_DURABILITY = 77;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final PassingStage journal = new PassingStage();
    private final FakeEvents events = new FakeEvents();
    private final FakeHistory history = new FakeHistory();
    private final Counters counters = Counters.inMemory();
    private final AtomicReference<@Nullable Throwable> halted = new AtomicReference<>();
    private final Pipeline pipeline;
    private final Gateway gateway;

    private volatile boolean isJournalFull;

    /** What decides results, chosen once at the very first start; and what people call ledgers. */
    private record Choices(boolean isAnyId, int accountsMax, int transfersMax, LedgerNames ledgers) {
        private static final Choices USUAL = new Choices(false, 65_536, 262_144, LedgerNames.NONE);
    }

    private TestNode(GatewayConfig config, Doorkeeper doorkeeper, int ringCapacity, int durability, Choices choices)
            throws InterruptedException {
        this(config, doorkeeper, Certificates.NONE, ringCapacity, durability, choices);
    }

    private TestNode(
            GatewayConfig config,
            Doorkeeper doorkeeper,
            Certificates certificates,
            int ringCapacity,
            int durability,
            Choices choices)
            throws InterruptedException {
        var positions = new Positions();
        var passing = new PassingStage();
        pipeline = Pipeline.start(
                new PipelineConfig(Profile.AUTO, PipelineConfig.THREADS_BY_PROFILE, ringCapacity, TIMEOUT_NS),
                new Pipeline.Resources(
                        new Ledger(),
                        0,
                        0,
                        Clock.system(),
                        positions,
                        new Release(EPOCH, durability),
                        slots -> journal,
                        slots -> passing,
                        bytes -> !isJournalFull,
                        Quarantine.NONE,
                        (exitCode, where, reason) -> halted.set(reason)));
        new InternalCommands(pipeline.ingress())
                .send(GenesisEncoder.TEMPLATE_ID, 0, genesis(choices), GenesisEncoder.BLOCK_LENGTH, TIMEOUT_NS);
        new InternalCommands(pipeline.ingress())
                .send(EpochEncoder.TEMPLATE_ID, 0, epoch(), EpochRowEncoder.ENCODED_LENGTH, TIMEOUT_NS);
        gateway = Gateway.start(
                config,
                doorkeeper,
                certificates,
                pipeline.ingress(),
                new Interior(new State(positions, choices.isAnyId()), events, history, choices.ledgers()),
                counters);
    }

    public static TestNode start() throws InterruptedException {
        return start(Limits.DEFAULT);
    }

    public static TestNode start(Limits limits) throws InterruptedException {
        return start(limits, PipelineConfig.RING_CAPACITY_MIN);
    }

    /** With a ring of so many slots; one event loop on every machine, so that a test knows who serves it. */
    public static TestNode start(Limits limits, int ringCapacity) throws InterruptedException {
        return new TestNode(config(limits), Doorkeeper.OPEN, ringCapacity, Durability.DISK.value(), Choices.USUAL);
    }

    /** Of a ledger that takes opaque ids. */
    public static TestNode startWithAnyId() throws InterruptedException {
        var config = config(Limits.DEFAULT);
        return new TestNode(
                config,
                Doorkeeper.OPEN,
                PipelineConfig.RING_CAPACITY_MIN,
                Durability.DISK.value(),
                new Choices(true, Choices.USUAL.accountsMax(), Choices.USUAL.transfersMax(), LedgerNames.NONE));
    }

    /** Whose ledgers have names. */
    public static TestNode start(LedgerNames ledgers) throws InterruptedException {
        return new TestNode(
                config(Limits.DEFAULT),
                Doorkeeper.OPEN,
                PipelineConfig.RING_CAPACITY_MIN,
                Durability.DISK.value(),
                new Choices(false, Choices.USUAL.accountsMax(), Choices.USUAL.transfersMax(), ledgers));
    }

    /** Of a ledger with room for so much and no more. */
    public static TestNode startSmall(int accountsMax, int transfersMax) throws InterruptedException {
        return new TestNode(
                config(Limits.DEFAULT),
                Doorkeeper.OPEN,
                PipelineConfig.RING_CAPACITY_MIN,
                Durability.DISK.value(),
                new Choices(false, accountsMax, transfersMax, LedgerNames.NONE));
    }

    /** Which asks HTTP clients for a key. */
    public static TestNode start(Doorkeeper doorkeeper) throws InterruptedException {
        return new TestNode(
                config(Limits.DEFAULT),
                doorkeeper,
                PipelineConfig.RING_CAPACITY_MIN,
                Durability.DISK.value(),
                Choices.USUAL);
    }

    /** Which speaks TLS; its admin port is where the configuration says. */
    public static TestNode start(GatewayConfig config, Doorkeeper doorkeeper, Certificates certificates)
            throws InterruptedException {
        return new TestNode(
                config,
                doorkeeper,
                certificates,
                PipelineConfig.RING_CAPACITY_MIN,
                Durability.DISK.value(),
                Choices.USUAL);
    }

    /** With these limits, so many event loops, and a doorkeeper. */
    public static TestNode start(Limits limits, int eventLoops, Doorkeeper doorkeeper) throws InterruptedException {
        return new TestNode(
                config(limits, eventLoops),
                doorkeeper,
                PipelineConfig.RING_CAPACITY_MIN,
                Durability.DISK.value(),
                Choices.USUAL);
    }

    /** Whose answers say a durability that does not exist: whoever puts that into words meets a bug. */
    public static TestNode withBug() throws InterruptedException {
        return new TestNode(
                config(Limits.DEFAULT),
                Doorkeeper.OPEN,
                PipelineConfig.RING_CAPACITY_MIN,
                NO_DURABILITY,
                Choices.USUAL);
    }

    private static GatewayConfig config(Limits limits) {
        return config(limits, 1);
    }

    private static GatewayConfig config(Limits limits, int eventLoops) {
        var any = GatewayConfig.onLoopback(0, 0, 0);
        return new GatewayConfig(
                any.binaryBind(),
                any.httpBind(),
                any.adminBind(),
                Optional.empty(),
                Optional.empty(),
                Doorkeeper.RATE_DEFAULT,
                eventLoops,
                limits);
    }

    /** From now on nothing is admitted. */
    public void drain() {
        pipeline.close();
    }

    /** From now on the journal has no room, or has it again. */
    public void fillJournal(boolean isFull) {
        isJournalFull = isFull;
    }

    private static UnsafeBuffer genesis(Choices choices) {
        var body = new UnsafeBuffer(new byte[GenesisEncoder.BLOCK_LENGTH]);
        var row = new GenesisRowEncoder().wrap(body, 0);
        row.ledgerId().high(LEDGER_ID.getMostSignificantBits()).low(LEDGER_ID.getLeastSignificantBits());
        row.accountsMax(choices.accountsMax())
                .transfersMax(choices.transfersMax())
                .windowNs(WINDOW_NS)
                .repliesMax(1_024)
                .replyRowsMax(16_384)
                .grantsMax(16)
                .idPolicy((short) (choices.isAnyId() ? 1 : 0))
                .featureLevel(1);
        return body;
    }

    private static UnsafeBuffer epoch() {
        var body = new UnsafeBuffer(new byte[EpochRowEncoder.ENCODED_LENGTH]);
        new EpochRowEncoder().wrap(body, 0).epoch(EPOCH);
        return body;
    }

    /** What an operator grants on every ledger: bit 0 read, 1 post, 2 admin. */
    public void grant(long principal, int rights) throws InterruptedException {
        var body = new UnsafeBuffer(new byte[GrantRowEncoder.ENCODED_LENGTH]);
        new GrantRowEncoder().wrap(body, 0).principal(principal).rights(rights);
        new InternalCommands(pipeline.ingress())
                .send(GrantEncoder.TEMPLATE_ID, 0, body, GrantRowEncoder.ENCODED_LENGTH, TIMEOUT_NS);
    }

    public Gateway gateway() {
        return gateway;
    }

    /** What was, made up; unavailable until a test says otherwise. */
    public FakeHistory history() {
        return history;
    }

    public FakeEvents events() {
        return events;
    }

    public Counters counters() {
        return counters;
    }

    /** Nothing is answered until {@link #answer}. */
    public void hold() {
        journal.hold();
    }

    public void answer() {
        journal.letPass();
    }

    /** A client of the binary port. */
    public FlorinClient client() {
        return FlorinClient.connect(ClientConfig.of("127.0.0.1", gateway.binaryPort()));
    }

    @Override
    public void close() {
        pipeline.close();
        gateway.close();
        counters.close();
        Throwable reason = halted.get();
        if (reason != null) throw new AssertionError("the road halted", reason);
    }

    private record State(Positions positions, boolean isAnyId) implements NodeState {
        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public String role() {
            return "PRIMARY";
        }

        @Override
        public UUID ledgerId() {
            return LEDGER_ID;
        }

        @Override
        public RefusedIds refusedIds() {
            return REFUSED_IDS;
        }

        @Override
        public int epoch() {
            return EPOCH;
        }

        @Override
        public int durability() {
            return Durability.DISK.value();
        }

        @Override
        public long releasedSequence() {
            return positions.released();
        }

        @Override
        public long nowNs() {
            return positions.journalNs(Clock.system().monotonicNs());
        }

        @Override
        public String version() {
            return "0.1.0";
        }
    }
}
