package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reaching a limit is an answer or a close, and nothing happened to what was refused. */
class WireLimitsTest {
    private static final int RING_MIN = 16_384;
    private static final int RING_LARGE = 65_536;
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(10);
    private static final String WINDOW =
            "WINDOW_EXCEEDED, more events under way than the window allows: wait for answers";
    private static final String JOURNAL_FULL =
            "JOURNAL_FULL, the disk of the journal is full: the node takes reads only, again in 1000 ms";
    private static final String TOO_MANY = "terminate: LIMIT_REACHED, too many connections";

    @Test
    void eventsBeyondTheWindowAreRefusedUntilAnswersComeBack() throws Exception {
        try (var node = TestNode.start(Limits.DEFAULT, RING_LARGE);
                var socket = WireSocket.open(node);
                var other = WireSocket.open(node)) {
            openAccounts(socket);
            node.hold();
            socket.send(
                    TestFrame.transfers(1, 8_190).sealed(),
                    TestFrame.transfers(2, 8_189).sealed(),
                    TestFrame.transfers(3, 2).sealed(),
                    TestFrame.transfers(4, 1).sealed(),
                    TestFrame.lookup(60, 5, TestFrame.BANK).sealed());
            assertEquals("reject 3: " + WINDOW, socket.answer());
            assertEquals("reject 5: " + WINDOW, socket.answer());
            other.send(TestFrame.transfers(6, 1).sealed());
            node.answer();
            assertEquals("results 6: 1 events, []", other.answer());
            assertEquals("results 1: 8190 events, []", socket.answer());
            assertEquals("results 2: 8189 events, []", socket.answer());
            assertEquals("results 4: 1 events, []", socket.answer());
            socket.send(TestFrame.transfers(7, 8_190).sealed());
            assertEquals("results 7: 8190 events, []", socket.answer());
            assertEquals(2, node.counters().value(FlorinCounter.REFUSED_WINDOW));
        }
    }

    @Test
    void aFullRingIsBusyAndLaterNot() throws Exception {
        try (var node = TestNode.start(Limits.DEFAULT, RING_MIN);
                var socket = WireSocket.open(node);
                var other = WireSocket.open(node)) {
            openAccounts(socket);
            node.hold();
            socket.send(
                    TestFrame.transfers(1, 8_190).sealed(),
                    TestFrame.transfers(2, 8_000).sealed());
            await(node, FlorinCounter.REQUESTS_BINARY, 3);
            byte[] refused = TestFrame.transfers(3, 500).sealed();
            other.send(refused);
            assertEquals("reject 3: BUSY, the ring is full, again in 5 ms", other.answer());
            node.answer();
            assertEquals("results 1: 8190 events, []", socket.answer());
            assertEquals("results 2: 8000 events, []", socket.answer());
            other.send(refused);
            assertEquals("results 3: 500 events, []", other.answer());
            assertEquals(1, node.counters().value(FlorinCounter.REFUSED_BUSY));
        }
    }

    @Test
    void oneConnectionTooManyIsTurnedAwayUntilAnotherGoes() throws Exception {
        try (var node = TestNode.start(Limits.DEFAULT.withConnections(2, 2));
                var first = WireSocket.open(node)) {
            openAccounts(first);
            var second = WireSocket.open(node);
            second.send(TestFrame.transfers(1, 1).sealed());
            assertEquals("results 1: 1 events, []", second.answer());
            for (int i = 1; i <= 3; i++) {
                try (var third = WireSocket.silent(node)) {
                    assertEquals(TOO_MANY, third.answer());
                    assertEquals(WireSocket.CLOSED, third.answer());
                    assertEquals(i, node.counters().value(FlorinCounter.CONNECTIONS_REFUSED));
                }
            }
            second.close();
            await(node, FlorinCounter.CONNECTIONS_BINARY, 1);
            try (var third = WireSocket.open(node)) {
                third.send(TestFrame.transfers(2, 1).sealed());
                assertEquals("results 2: 1 events, []", third.answer());
            }
        }
    }

    @Test
    void oneAddressMayNotTakeEveryConnection() throws Exception {
        try (var node = TestNode.start(Limits.DEFAULT.withConnections(10, 1));
                var first = WireSocket.open(node)) {
            openAccounts(first);
            try (var second = WireSocket.silent(node)) {
                assertEquals(TOO_MANY, second.answer());
                assertEquals(WireSocket.CLOSED, second.answer());
            }
            first.send(TestFrame.transfers(1, 1).sealed());
            assertEquals("results 1: 1 events, []", first.answer());
        }
    }

    @Test
    void aClientThatReadsNoAnswersIsDisconnected() throws Exception {
        try (var node = TestNode.start(Limits.DEFAULT.withTimeouts(LONG_NS, LONG_NS, SHORT_NS));
                var witness = WireSocket.open(node);
                var deaf = WireSocket.withLittleRoom(node)) {
            openAccounts(witness);
            byte[] lookup = lookup(8_190).sealed();
            try {
                while (node.counters().value(FlorinCounter.SLOW_CONSUMERS) == 0) deaf.send(lookup);
            } catch (IOException disconnected) {
                assertTrue(disconnected.getMessage() != null);
            }
            await(node, FlorinCounter.CONNECTIONS_BINARY, 1);
            assertEquals(1, node.counters().value(FlorinCounter.SLOW_CONSUMERS));
            witness.send(TestFrame.transfers(1, 1).sealed());
            assertEquals("results 1: 1 events, []", witness.answer());
        }
    }

    /** However much is unread when the end comes, it comes: last words are not waited for without a limit. */
    @Test
    void aDeafClientCannotKeepAConnectionThatHasEnded() throws Exception {
        List<WireSocket> deaf = new ArrayList<>();
        try (var node = TestNode.start(Limits.DEFAULT.withTimeouts(LONG_NS, LONG_NS, SHORT_NS));
                var witness = WireSocket.open(node)) {
            openAccounts(witness);
            byte[] lookup = lookup(1_000).sealed();
            byte[] end = TestFrame.empty(12, 24).sealed();
            for (int requests = 10; requests < 70; requests++) {
                var socket = WireSocket.withLittleRoom(node);
                deaf.add(socket);
                for (int i = 0; i < requests && isOpen(socket, lookup); i++) sync(witness);
                isOpen(socket, end);
            }
            await(node, FlorinCounter.CONNECTIONS_BINARY, 1);
            sync(witness);
        } finally {
            for (WireSocket socket : deaf) socket.abort();
        }
    }

    @Test
    void aFullJournalRefusesCommandsAndAnswersReads() throws Exception {
        try (var node = TestNode.start();
                var socket = WireSocket.open(node)) {
            openAccounts(socket);
            node.fillJournal(true);
            socket.send(
                    TestFrame.transfers(2, 1).sealed(),
                    TestFrame.limits(3, TestFrame.ALICE, 1, 1, 0).sealed());
            assertEquals("reject 2: " + JOURNAL_FULL, socket.answer());
            assertEquals("reject 3: " + JOURNAL_FULL, socket.answer());
            socket.send(TestFrame.lookup(60, 4, TestFrame.BANK).sealed());
            assertEquals("accounts 4: [true]", socket.answer());
            assertEquals(2, node.counters().value(FlorinCounter.REFUSED_JOURNAL_FULL));
            node.fillJournal(false);
            socket.send(TestFrame.transfers(5, 1).sealed());
            assertEquals("results 5: 1 events, []", socket.answer());
        }
    }

    @Test
    void whoSaysNoMoreIsStillAnswered() throws Exception {
        try (var node = TestNode.start();
                var socket = WireSocket.open(node)) {
            openAccounts(socket);
            node.hold();
            socket.send(
                    TestFrame.transfers(2, 8_190).sealed(),
                    TestFrame.transfers(3, 1).sealed());
            socket.endOutput();
            node.answer();
            assertEquals("results 2: 8190 events, []", socket.answer());
            assertEquals("results 3: 1 events, []", socket.answer());
            assertEquals(WireSocket.CLOSED, socket.answer());
            await(node, FlorinCounter.CONNECTIONS_BINARY, 0);
        }
    }

    @Test
    void aFrameThatIsCutIsNamedBehindTheAnswers() throws Exception {
        try (var node = TestNode.start();
                var socket = WireSocket.open(node)) {
            openAccounts(socket);
            node.hold();
            byte[] cut = TestFrame.transfers(3, 1).sealed();
            socket.send(TestFrame.transfers(2, 1).sealed()).send(cut, 0, cut.length - 1);
            socket.endOutput();
            node.answer();
            assertEquals("results 2: 1 events, []", socket.answer());
            assertEquals("terminate: FRAME_INVALID, the connection ended within a frame", socket.answer());
            assertEquals(WireSocket.CLOSED, socket.answer());
            await(node, FlorinCounter.CONNECTIONS_BINARY, 0);
        }
    }

    private static boolean isOpen(WireSocket socket, byte[] frame) {
        try {
            socket.send(frame);
            return true;
        } catch (IOException disconnected) {
            return false;
        }
    }

    private static void sync(WireSocket witness) throws IOException {
        witness.send(TestFrame.transfers(9, 1).sealed());
        assertEquals("results 9: 1 events, []", witness.answer());
    }

    private static TestFrame lookup(int ids) {
        UUID[] banks = new UUID[ids];
        Arrays.fill(banks, TestFrame.BANK);
        return TestFrame.lookup(60, 7, banks);
    }

    private static void openAccounts(WireSocket socket) throws IOException {
        socket.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
        assertEquals("results 1: 2 events, []", socket.answer());
    }

    private static void await(TestNode node, FlorinCounter counter, long value) {
        long deadlineNs = System.nanoTime() + LONG_NS;
        while (node.counters().value(counter) != value) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "awaited " + counter + "=" + value);
            Thread.onSpinWait();
        }
    }
}
