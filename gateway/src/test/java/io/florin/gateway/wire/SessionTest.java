package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.LeakWatch;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.SessionLimits;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A session outlives its connection: nothing that was asked is lost, and nothing is answered twice. */
class SessionTest {
    private static final UUID SESSION = new UUID(5, 6);
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int LOOPS = 4;

    @Test
    void answersThatWereMissedAreSentAgainOverTheNextConnection() throws Exception {
        try (var node = TestNode.start()) {
            var lost = WireSocket.silent(node).begin(SESSION, "");
            openAccounts(lost);
            lost.send(
                    TestFrame.transfers(2, 1).sealed(),
                    TestFrame.transfers(3, 0).sealed());
            byte[] second = lost.frame();
            byte[] third = lost.frame();
            lost.abort();
            awaitConnections(node, 0);
            try (var socket = WireSocket.silent(node)) {
                socket.resume(SESSION, 4);
                assertEquals("established: next 4, expected 4, ended UNSPECIFIED", socket.answer());
                socket.send(SessionFrames.retransmitRequest(2, 2));
                assertEquals("again: 2 from 2", socket.answer());
                // A refusal may overtake an answer: which of both was second is what the first time showed.
                assertEquals(List.of(text(second), text(third)), List.of(socket.answer(), socket.answer()));
                socket.send(TestFrame.transfers(4, 1).sealed());
                assertEquals("results 4: 1 events, []", socket.answer());
            }
            assertEquals(1, node.counters().value(FlorinCounter.SESSIONS_RESUMED));
            assertEquals(2, node.counters().value(FlorinCounter.ANSWERS_SENT_AGAIN));
        }
    }

    @Test
    void whatIsInTheRingWhenAConnectionDiesIsAnsweredToTheSession() throws Exception {
        try (var node = TestNode.start()) {
            var lost = WireSocket.silent(node).begin(SESSION, "");
            openAccounts(lost);
            node.hold();
            lost.send(TestFrame.transfers(2, 8_190).sealed());
            await(node, FlorinCounter.REQUESTS_BINARY, 2);
            lost.abort();
            awaitConnections(node, 0);
            node.answer();
            try (var socket = WireSocket.silent(node)) {
                socket.resume(SESSION, 3);
                String state = socket.answer();
                if (state.equals("established: next 2, expected 3, ended UNSPECIFIED")) {
                    assertEquals("results 2: 8190 events, []", socket.answer()); // it came after the client
                } else {
                    assertEquals("established: next 3, expected 3, ended UNSPECIFIED", state);
                    socket.send(SessionFrames.retransmitRequest(2, 1));
                    assertEquals("again: 1 from 2", socket.answer());
                    assertEquals("results 2: 8190 events, []", socket.answer());
                }
            }
        }
    }

    @Test
    void requestsThatNeverArrivedAreNamed() throws Exception {
        try (var node = TestNode.start()) {
            var lost = WireSocket.silent(node).begin(SESSION, "");
            openAccounts(lost);
            lost.abort();
            awaitConnections(node, 0);
            try (var deaf = WireSocket.silent(node)) { // what it is told is lost with its connection
                deaf.resume(SESSION, 5);
                assertEquals("established: next 2, expected 2, ended UNSPECIFIED", deaf.answer());
            }
            awaitConnections(node, 0);
            try (var socket = WireSocket.silent(node)) {
                socket.resume(SESSION, 5);
                assertEquals("established: next 2, expected 2, ended UNSPECIFIED", socket.answer());
                assertEquals("not applied: 3 from 2", socket.answer());
                socket.send(SessionFrames.sequence(8), TestFrame.transfers(8, 1).sealed(), SessionFrames.sequence(9));
                assertEquals("not applied: 3 from 5", socket.answer());
                assertEquals("results 8: 1 events, []", socket.answer());
                socket.send(SessionFrames.sequence(8));
                assertEquals("terminate: MESSAGE_INVALID, the next number is not below 9", socket.answer());
                assertEquals(WireSocket.CLOSED, socket.answer());
            }
        }
    }

    @Test
    void answersThatAreNotKeptAnyMoreAreRefused() throws Exception {
        var kept = SessionLimits.DEFAULT.withKept(4, 4_096, 1 << 20);
        try (var node = TestNode.start(Limits.DEFAULT.withSessions(kept));
                var socket = WireSocket.silent(node).begin(SESSION, "")) {
            openAccounts(socket);
            for (int i = 2; i <= 10; i++) exchange(socket, i);
            socket.send(SessionFrames.retransmitRequest(6, 4));
            String gone = "not all of these answers are kept: send the requests again by id";
            assertEquals("not again: 4 from 6, oldest 7, " + gone, socket.answer());
            socket.send(SessionFrames.retransmitRequest(7, 4));
            assertEquals("again: 4 from 7", socket.answer());
            for (int i = 7; i <= 10; i++) assertEquals("results " + i + ": 1 events, []", socket.answer());
            for (long[] wrong : new long[][] {{11, 1}, {10, 2}, {0, 1}, {-1, 3}, {10, 0}, {Long.MAX_VALUE, 1}}) {
                socket.send(SessionFrames.retransmitRequest(wrong[0], (int) wrong[1]));
                String none = "there are no such answers yet: the next one is 11";
                assertEquals("not again: " + wrong[1] + " from " + wrong[0] + ", oldest 7, " + none, socket.answer());
            }
            exchange(socket, 11);
        }
    }

    /** A lookup of 8,190 accounts is a mebibyte: it takes the place of all others, or is not kept. */
    @Test
    void oneLargeAnswerPushesTheOthersOut() throws Exception {
        UUID[] ids = new UUID[8_190];
        Arrays.fill(ids, TestFrame.BANK);
        try (var node = TestNode.start();
                var socket = WireSocket.silent(node).begin(SESSION, "")) {
            openAccounts(socket);
            for (int i = 2; i <= 8; i++) { // four of them are just under 4 MiB
                socket.send(TestFrame.lookup(60, i, ids).sealed());
                assertTrue(socket.answer().startsWith("accounts " + i + ": [true, "));
            }
            socket.send(SessionFrames.retransmitRequest(4, 1));
            assertTrue(socket.answer().startsWith("not again: 1 from 4, oldest 5, "));
            socket.send(SessionFrames.retransmitRequest(5, 4));
            assertEquals("again: 4 from 5", socket.answer());
            for (int i = 5; i <= 8; i++) assertTrue(socket.answer().startsWith("accounts " + i + ": [true, "));
        }
    }

    @Test
    void aSessionThatLivesIsNotGivenAwayAndOneThatIsSilentIs() throws Exception {
        try (var node = TestNode.start();
                var halfOpen = WireSocket.silent(node)) {
            halfOpen.send(SessionFrames.negotiate(SESSION, 0, ""), SessionFrames.establish(SESSION, 1, 0, 1_000, ""));
            assertEquals("negotiated: version 0", halfOpen.answer());
            assertEquals("established: next 1, expected 1, ended UNSPECIFIED", halfOpen.answer());
            openAccounts(halfOpen);
            try (var socket = WireSocket.silent(node)) {
                socket.resume(SESSION, 2);
                String inUse = "not established: SESSION_IN_USE, the session has a connection that is alive";
                String answer = socket.answer();
                assertEquals(inUse, answer);
                while (answer.equals(inUse)) { // until nothing was heard of the other for a second
                    socket.resume(SESSION, 2);
                    answer = socket.answer();
                }
                assertEquals("established: next 2, expected 2, ended KEEP_ALIVE_LAPSED", answer);
                exchange(socket, 2);
            }
            String last = halfOpen.answer();
            while (last.startsWith("sequence")) last = halfOpen.answer();
            assertEquals("terminate: KEEP_ALIVE_LAPSED, nothing was heard for three keep-alive times", last);
        }
    }

    @Test
    void whoIsSilentForThreeKeepAliveTimesIsEnded() throws Exception {
        try (var node = TestNode.start();
                var socket = WireSocket.silent(node)) {
            socket.send(SessionFrames.negotiate(SESSION, 0, ""), SessionFrames.establish(SESSION, 1, 0, 1_000, ""));
            assertEquals("negotiated: version 0", socket.answer());
            assertEquals("established: next 1, expected 1, ended UNSPECIFIED", socket.answer());
            assertEquals("sequence 1", socket.answer());
            assertEquals("sequence 1", socket.answer());
            openAccounts(socket); // heard: three more are allowed
            int heartbeats = 0;
            String answer = socket.answer();
            for (; answer.equals("sequence 2"); answer = socket.answer()) heartbeats++;
            assertTrue(heartbeats >= 3, "heartbeats=" + heartbeats);
            assertEquals("terminate: KEEP_ALIVE_LAPSED, nothing was heard for three keep-alive times", answer);
            assertEquals(WireSocket.CLOSED, socket.answer());
            assertEquals(1, node.counters().value(FlorinCounter.KEEP_ALIVE_LAPSED));
            try (var next = WireSocket.silent(node)) {
                next.resume(SESSION, 2);
                assertEquals("established: next 2, expected 2, ended KEEP_ALIVE_LAPSED", next.answer());
            }
        }
    }

    @Test
    void aSlowConsumerIsCutOffAndResumes() throws Exception {
        try (var node = TestNode.start(Limits.DEFAULT.withTimeouts(LONG_NS, LONG_NS, SHORT_NS))) {
            var deaf = WireSocket.withLittleRoom(node, SESSION);
            openAccounts(deaf);
            UUID[] ids = new UUID[1_000];
            Arrays.fill(ids, TestFrame.BANK);
            long sent = 1;
            try {
                while (node.counters().value(FlorinCounter.SLOW_CONSUMERS) == 0) {
                    deaf.send(TestFrame.lookup(60, sent + 1, ids).sealed());
                    sent++;
                }
            } catch (IOException disconnected) {
                assertNotEquals(null, disconnected.getMessage());
            }
            awaitConnections(node, 0);
            try (var socket = WireSocket.silent(node)) {
                socket.resume(SESSION, sent + 2); // more than may have arrived
                String state = socket.answer();
                assertTrue(state.endsWith(", ended SLOW_CONSUMER"), state);
                assertTrue(socket.answer().startsWith("not applied: "));
                socket.send(SessionFrames.retransmitRequest(2, 1), SessionFrames.sequence(sent + 2));
                String again = socket.answer();
                assertTrue(again.startsWith("again: 1 from 2") || again.startsWith("not again: "), again);
            }
            deaf.abort();
        }
    }

    @Test
    void aSessionMovesToTheEventLoopOfItsNextConnection() throws Exception {
        try (var node = TestNode.start(Limits.DEFAULT, LOOPS, Doorkeeper.OPEN);
                var witness = WireSocket.open(node)) {
            openAccounts(witness);
            WireSocket socket = WireSocket.silent(node).begin(SESSION, "");
            long number = 1;
            for (int i = 0; i < 5 * LOOPS; i++) { // loops are given out in turn, so each connection has another one
                node.hold();
                socket.send(TestFrame.transfers(number, 1).sealed());
                await(node, FlorinCounter.REQUESTS_BINARY, number + 1);
                socket.abort();
                number++;
                node.answer();
                socket = WireSocket.silent(node).resume(SESSION, number);
                String state = socket.answer();
                while (state.startsWith("not established: SESSION_IN_USE")) {
                    state = socket.resume(SESSION, number).answer();
                }
                assertTrue(state.contains("expected " + number + ","), state);
                if (state.contains("next " + number + ",")) {
                    socket.send(SessionFrames.retransmitRequest(number - 1, 1));
                    assertEquals("again: 1 from " + (number - 1), socket.answer());
                }
                assertEquals("results " + (number - 1) + ": 1 events, []", socket.answer());
            }
            socket.close();
            assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
        }
        assertEquals(List.of(), LeakWatch.leaks());
    }

    @Test
    void whoNegotiatesAgainBeginsAnew() throws Exception {
        try (var node = TestNode.start()) {
            try (var first = WireSocket.silent(node).begin(SESSION, "")) {
                openAccounts(first);
            }
            awaitConnections(node, 0);
            try (var second = WireSocket.silent(node).begin(SESSION, "")) {
                exchange(second, 1);
                second.send(SessionFrames.terminate(Reason.FINISHED, "done", 0));
                assertEquals("terminate: FINISHED, the client ended the connection", second.answer());
                assertEquals(WireSocket.CLOSED, second.answer());
            }
            await(node, FlorinCounter.SESSIONS, 0);
            try (var third = WireSocket.silent(node)) {
                third.resume(SESSION, 2);
                assertTrue(third.answer().startsWith("not established: UNNEGOTIATED"));
                third.begin(SESSION, "");
                exchange(third, 1);
            }
        }
    }

    @Test
    void aSessionWithoutAConnectionIsForgotten() throws Exception {
        var limits = Limits.DEFAULT.withSessions(SessionLimits.DEFAULT.withFree(SHORT_NS));
        try (var node = TestNode.start(limits)) {
            WireSocket.silent(node).begin(SESSION, "").abort();
            await(node, FlorinCounter.SESSIONS, 0);
            try (var socket = WireSocket.silent(node)) {
                socket.resume(SESSION, 1);
                String unknown = "there is no such session: negotiate, then send again what has no answer";
                assertEquals("not established: UNNEGOTIATED, " + unknown, socket.answer());
            }
        }
    }

    @Test
    void theCreditIsTakenBackWhenTheNodeGoesDown() throws Exception {
        try (var node = TestNode.start();
                var socket = WireSocket.open(node)) {
            openAccounts(socket);
            node.gateway().stopAdmission();
            assertEquals("credit 0", socket.answer());
            exchange(socket, 2); // who does not care is served, until the ring closes
        }
    }

    static void openAccounts(WireSocket socket) throws IOException {
        socket.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
        String answer = socket.answer();
        while (answer.startsWith("sequence")) answer = socket.answer();
        assertEquals("results 1: 2 events, []", answer);
    }

    private static void exchange(WireSocket socket, long correlationId) throws IOException {
        socket.send(TestFrame.transfers(correlationId, 1).sealed());
        assertEquals("results " + correlationId + ": 1 events, []", socket.answer());
    }

    private static String text(byte[] frame) {
        return new AnswerText(frame).text();
    }

    private static void awaitConnections(TestNode node, long count) {
        await(node, FlorinCounter.CONNECTIONS_BINARY, count);
    }

    static void await(TestNode node, FlorinCounter counter, long value) {
        long deadlineNs = System.nanoTime() + LONG_NS;
        while (node.counters().value(counter) != value) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "awaited " + counter + "=" + value);
            Thread.onSpinWait();
        }
    }
}
