package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.florin.ledger.Ledger;
import io.florin.protocol.codec.GenesisEncoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is closed behind the pipeline, the journal above all, must not be closed under a stage that is at work. */
class PipelineCloseTest {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int BATCHES_OF_START = 1; // genesis

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void closingWaitsForAStageThatIsAtWork(int threads) throws Exception {
        var journal = new HeldStage(BATCHES_OF_START);
        Pipeline pipeline = start(threads, journal);
        assertTrue(new Commands(pipeline.ingress()).createAccounts(new KeptAnswers(), 7, 1, 2));
        await("the journal stage is at work", () -> journal.sequences().size() > 1);

        var said = new AtomicReference<>("");
        var closer = new Thread(() -> {
            try {
                pipeline.close();
            } catch (IllegalStateException late) {
                said.set(String.valueOf(late.getMessage()));
            }
        });
        closer.start();
        await("closing waits", () -> closer.getState() == Thread.State.TIMED_WAITING || !closer.isAlive());
        assertTrue(closer.isAlive(), "closing does not wait for the stage");
        assertFalse(pipeline.isAtRest());

        journal.letPass(1_000);
        closer.join(TimeUnit.NANOSECONDS.toMillis(TIMEOUT_NS));
        assertTrue(pipeline.isAtRest());
        assertEquals("2 events were not answered in time: florin.pipeline.drain-timeout=0ns", said.get());
    }

    private static Pipeline start(int threads, HeldStage journal) throws InterruptedException {
        Halt halt = (exitCode, where, reason) -> fail(where, reason);
        Pipeline pipeline = Pipeline.start(
                new PipelineConfig(
                        threads == 4 ? Profile.LATENCY : Profile.SMALL, threads, PipelineConfig.RING_CAPACITY_MIN, 0),
                new Pipeline.Resources(
                        new Ledger(),
                        0,
                        0,
                        Clock.system(),
                        new Positions(),
                        new Release(1, 2),
                        slots -> journal,
                        slots -> new HeldStage(Integer.MAX_VALUE),
                        JournalRoom.ENDLESS,
                        Quarantine.NONE,
                        halt));
        new InternalCommands(pipeline.ingress())
                .send(GenesisEncoder.TEMPLATE_ID, 0, Commands.genesis(), GenesisEncoder.BLOCK_LENGTH, TIMEOUT_NS);
        return pipeline;
    }

    private static void await(String what, BooleanSupplier isSo) {
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, what);
            Thread.onSpinWait();
        }
    }
}
