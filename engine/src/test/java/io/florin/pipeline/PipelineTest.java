package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ledger.Ledger;
import io.florin.ledger.TransferFlags;
import io.florin.protocol.codec.GenesisEncoder;
import io.florin.protocol.codec.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The road with the real ledger and a journal that the test holds back or breaks. */
class PipelineTest {
    private static final long NOW_NS = 1_795_190_400_000_000_000L;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int EVENTS_OF_START = 1; // genesis

    private final ManualClock clock = new ManualClock(NOW_NS);
    private final Positions positions = new Positions();
    private final KeptAnswers client = new KeptAnswers();
    private final CountDownLatch halted = new CountDownLatch(1);
    private final AtomicReference<String> haltReason = new AtomicReference<>("");
    private final HeldStage journal = new HeldStage(Integer.MAX_VALUE / 2);
    private final List<String> kept = Collections.synchronizedList(new ArrayList<>());
    private Quarantine quarantine = (slots, ringSequence, visible, reason) -> {
        Slot failed = slots.at(ringSequence);
        long last = ringSequence - failed.index() + failed.events() - 1;
        kept.add("template " + failed.templateId() + " event " + failed.index() + " of " + failed.events()
                + ", sequence " + failed.sequence() + ", all visible: " + (visible >= last) + ", halted: "
                + (halted.getCount() == 0) + ", " + reason.getMessage());
    };
    private HeldStage held = journal;
    private @Nullable Pipeline pipeline;

    private Commands start(int threads, HeldStage journalStage) throws InterruptedException {
        held = journalStage;
        Halt halt = (exitCode, where, reason) -> {
            haltReason.compareAndSet("", exitCode + " " + where + ": " + reason.getMessage());
            halted.countDown();
        };
        Profile profile = threads == 4 ? Profile.LATENCY : Profile.SMALL;
        pipeline = Pipeline.start(
                new PipelineConfig(profile, threads, PipelineConfig.RING_CAPACITY_MIN, TIMEOUT_NS),
                new Pipeline.Resources(
                        new Ledger(),
                        0,
                        0,
                        clock,
                        positions,
                        new Release(1, 2),
                        slots -> held,
                        slots -> new HeldStage(Integer.MAX_VALUE),
                        JournalRoom.ENDLESS,
                        quarantine,
                        halt));
        var decided = new InternalCommands(pipeline().ingress())
                .send(GenesisEncoder.TEMPLATE_ID, 0, Commands.genesis(), GenesisEncoder.BLOCK_LENGTH, TIMEOUT_NS);
        assertEquals(1, decided.sequence());
        assertEquals(0, decided.status());
        return new Commands(pipeline().ingress());
    }

    private Pipeline pipeline() {
        return Objects.requireNonNull(pipeline, "started by the test");
    }

    @AfterEach
    void close() {
        held.letPass(1_000_000);
        if (halted.getCount() > 0) pipeline().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void requestsAreAnsweredInOrderWithSequencesAndTimesOfTheirOwn(int threads) throws Exception {
        Commands commands = start(threads, journal);
        assertTrue(commands.createAccounts(client, 7, 1, 2));
        assertTrue(commands.createTransfers(client, 8, 100, 1, 0));
        assertTrue(commands.createTransfers(client, 9, 200, 8_190, 0));
        assertTrue(commands.lookupAccount(client, 10, 1));

        List<KeptAnswers.Answer> answers = client.await(4);
        assertEquals(
                List.of(7L, 8L, 9L, 10L),
                answers.stream().map(KeptAnswers.Answer::correlationId).toList());
        assertEquals(
                List.of(3L, 4L, 8_194L, 8_194L),
                answers.stream().map(KeptAnswers.Answer::lastSequence).toList());
        assertTrue(answers.get(2).timestampNs() - 8_190 >= answers.get(1).timestampNs());
        assertEquals(Collections.nCopies(2, 0), answers.getFirst().statuses());
        assertEquals(8_194, journal.sequences().size(), "reads leave no record");
        assertEquals(8_194, positions.released());
        assertEquals(8_194, positions.decided());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void nothingIsAnsweredBeforeTheJournalHasIt(int threads) throws Exception {
        Commands commands = start(threads, new HeldStage(EVENTS_OF_START));
        assertTrue(commands.createAccounts(client, 1, 1, 2));

        awaitTrue("the ledger decides ahead of the journal", () -> positions.decided() == 3);
        awaitTrue("genesis is released", () -> positions.released() == 1);
        assertEquals(List.of(), client.answers());

        held.letPass(10);
        client.await(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aFullRingIsSaidAtOnceAndNothingOfItIsExecuted(int threads) throws Exception {
        Commands commands = start(threads, new HeldStage(EVENTS_OF_START));
        int accepted = 0;
        while (commands.createTransfers(client, accepted, 1_000L * (accepted + 1), 500, 0)) accepted++;

        assertTrue(accepted >= 31 && accepted <= 32, "16,384 slots hold 32 requests of 500, got " + accepted);
        assertEquals(Reason.BUSY.value(), Ingress.refusal(pipeline().ingress().tryClaim(8_190)));

        held.letPass(1_000_000);
        client.await(accepted);
        assertEquals(accepted * 500L + EVENTS_OF_START, positions.decided());
        assertTrue(commands.createTransfers(client, 99, 1, 500, 0), "service returns by itself");
        client.await(accepted + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void stagesBehindTheLedgerSeeWholeRequestsOnly(int threads) throws Exception {
        Commands commands = start(threads, journal);
        int sent = 0;
        for (int i = 0; i < 400; i++) {
            if (commands.createTransfers(client, i, 10_000L * (i + 1), 1 + i % 700, 0)) sent++;
        }
        client.await(sent);

        assertEquals(
                0,
                journal.missingAtBatchEnds().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        List<Long> expected = new ArrayList<>();
        for (long i = 1; i <= positions.decided(); i++) expected.add(i);
        assertEquals(expected, journal.sequences(), "dense and in order");
        assertTrue(client.flushes() <= client.answers().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aChainThatBreaksLateTakesTheResultsOfItsEarlierEventsBack(int threads) throws Exception {
        Commands commands = start(threads, journal);
        commands.createAccounts(client, 1, 1, 2);
        commands.createTransfers(client, 2, 500, 1, 0);
        // 498 and 499 would be created; 500 is there already, and breaks the chain.
        commands.createTransfers(client, 3, 498, 3, TransferFlags.LINKED);

        assertEquals(List.of(1, 1, 46), client.await(3).get(2).statuses());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aFailingJournalHaltsTheProcessAndNothingIsAnsweredAfterIt(int threads) throws Exception {
        Commands commands = start(threads, journal);
        commands.createAccounts(client, 1, 1, 2);
        client.await(1);
        journal.fail();
        commands.createTransfers(client, 2, 500, 1, 0);

        assertTrue(halted.await(30, TimeUnit.SECONDS));
        assertTrue(haltReason.get().startsWith("70 "), haltReason::get);
        assertTrue(haltReason.get().endsWith("disk.force=failed"), haltReason::get);
        assertEquals(1, client.answers().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aCommandThatCannotBeDecidedIsKeptAndThenTheProcessHalts(int threads) throws Exception {
        Commands commands = start(threads, journal);
        commands.createAccounts(client, 1, 1, 2);
        client.await(1);
        commands.undecidable(client, 2, 3);

        assertTrue(halted.await(30, TimeUnit.SECONDS));
        assertEquals("70 ledger stage: no command has templateId=9999", haltReason.get());
        assertEquals(
                List.of("template 9999 event 0 of 3, sequence 4, all visible: true, halted: false,"
                        + " no command has templateId=9999"),
                kept);
        assertEquals(List.of(1L, 2L, 3L), journal.sequences(), "it leaves no record");
        assertEquals(1, client.answers().size(), "and gets no answer");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aQuarantineThatFailsDoesNotStopTheHalt(int threads) throws Exception {
        quarantine = (slots, ringSequence, visible, reason) -> {
            throw new IllegalStateException("the disk is full");
        };
        Commands commands = start(threads, journal);
        commands.undecidable(client, 2, 1);
        assertTrue(halted.await(30, TimeUnit.SECONDS));
        assertEquals("70 ledger stage: no command has templateId=9999", haltReason.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void closingAnswersWhatWasAdmittedAndAdmitsNothingMore(int threads) throws Exception {
        Commands commands = start(threads, journal);
        int sent = 0;
        for (int i = 0; i < 100; i++) {
            if (commands.createTransfers(client, i, 1_000L * (i + 1), 100, 0)) sent++;
        }
        pipeline().close();

        assertEquals(sent, client.answers().size());
        assertFalse(commands.createTransfers(client, 100, 1, 1, 0));
        assertEquals(
                Reason.DRAINING.value(), Ingress.refusal(pipeline().ingress().tryClaim(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aPulseIsSequencedEverySecondAndOnlyOneIsUnderWay(int threads) throws Exception {
        start(threads, journal);
        var pulser = new Pulser(pipeline().ingress(), positions, clock);
        assertEquals(0, pulser.doWork());

        clock.advance(TimeUnit.SECONDS.toNanos(1));
        assertEquals(1, pulser.doWork());
        awaitTrue("the pulse is released", () -> positions.released() == EVENTS_OF_START + 1);
        assertEquals(0, pulser.doWork());
    }

    /** Looks again until it is so; for what has no event to wait on. */
    private static void awaitTrue(String what, BooleanSupplier isSo) {
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "waited for: " + what);
            Thread.onSpinWait();
        }
    }
}
