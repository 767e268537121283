package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.LeakWatch;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.SessionLimits;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Good frames, tampered with: each whole frame in a good envelope is answered once, the first bad one ends its
 * connection with last words, half a frame is waited for; nothing else ever happens, and no buffer is lost.
 *
 * <p>The long run: {@code mvn -pl gateway -am test -Dtest=FrameFuzzTest -Dflorin.fuzz.seconds=600
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class FrameFuzzTest {
    private static final int CASES = 10_000;
    private static final long SECONDS = Long.getLong("florin.fuzz.seconds", 0);
    private static final long FREE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    /** Of the witness: no frame names them, so none that was tampered with can close or freeze them. */
    private static final UUID PAYER = new UUID(0x51, 1);

    private static final UUID PAYEE = new UUID(0x51, 2);

    private int answered;
    private int terminated;
    private int halves;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 20_261_120})
    void whateverComesIsAnsweredRefusedOrEnded(long seed) throws Exception {
        var mutator = new FrameMutator(new SplittableRandom(seed));
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        var limits = Limits.DEFAULT.withSessions(SessionLimits.DEFAULT.withFree(FREE_NS)); // each case has its own
        try (var node = TestNode.start(limits)) {
            try (var witness = WireSocket.open(node)) {
                witness.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE, PAYER, PAYEE)
                        .sealed());
                assertEquals("results 1: 4 events, []", witness.answer());
                for (int i = 0; i < CASES || System.nanoTime() < endNs; i++) {
                    judge(node, mutator.next(), "seed=" + seed + " case=" + i);
                    if (i % 100 == 0) isServed(witness);
                }
                isServed(witness);
            }
            awaitNoConnections(node);
            assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
            assertEquals(0, node.counters().value(FlorinCounter.ERRORS_DISTINCT));
            assertEquals(0, node.counters().value(FlorinCounter.SLOW_INPUT));
        }
        assertEquals(List.of(), LeakWatch.leaks());
        // Cases that all end in the same way would test little.
        assertTrue(answered > CASES / 4, "answered=" + answered);
        assertTrue(terminated > CASES / 4, "terminated=" + terminated);
        assertTrue(halves > CASES / 20, "halves=" + halves);
    }

    /** A watch that never barks would prove nothing. */
    @Test
    void aBufferThatIsLostIsSeen() throws Exception {
        String hint = "lost on purpose";
        loseOne(hint);
        List<String> leaks = LeakWatch.leaks();
        LeakWatch.forget(hint);
        assertTrue(leaks.stream().anyMatch(leak -> leak.contains(hint)), leaks::toString);
    }

    private static void loseOne(String hint) {
        ByteBufAllocator.DEFAULT.directBuffer(8).touch(hint);
    }

    private void judge(TestNode node, byte[] bytes, String name) throws IOException {
        var oracle = new FrameOracle(bytes);
        var socket = WireSocket.open(node);
        try {
            socket.send(bytes);
            List<Long> found = new ArrayList<>();
            while (found.size() < oracle.correlationIds().size()) {
                var answer = new AnswerText(socket.frame());
                assertFalse(answer.isTerminate(), answer::text);
                found.add(answer.correlationId());
            }
            List<Long> wanted = new ArrayList<>(oracle.correlationIds());
            Collections.sort(wanted);
            Collections.sort(found);
            assertEquals(wanted, found);
            if (oracle.isTerminated()) {
                assertTrue(new AnswerText(socket.frame()).isTerminate());
                assertEquals(WireSocket.CLOSED, socket.answer());
                terminated++;
            }
            answered += found.size();
            if (oracle.rest() > 0) halves++;
        } catch (IOException | RuntimeException | AssertionError failed) {
            throw new AssertionError(name + " bytes=" + HexFormat.of().formatHex(bytes), failed);
        } finally {
            socket.abort();
        }
    }

    private static void isServed(WireSocket witness) throws IOException {
        witness.send(TestFrame.transfers(9, 1)
                .putId(TestFrame.ROWS + 16, PAYER)
                .putId(TestFrame.ROWS + 32, PAYEE)
                .sealed());
        assertEquals("results 9: 1 events, []", witness.answer());
    }

    private static void awaitNoConnections(TestNode node) {
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (node.counters().value(FlorinCounter.CONNECTIONS_BINARY) != 0) {
            assertTrue(
                    System.nanoTime() < deadlineNs,
                    () -> "connections stay open: " + node.counters().lines());
            Thread.onSpinWait();
        }
    }
}
