package io.florin.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.Limits;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to one connection does not reach the others: bugs of ours, clients that say no more. */
@SuppressWarnings("StringConcatToTextBlock") // a request is lines that end in CR LF
class OneConnectionTest {
    private static final String ACCOUNT = "/v1/accounts/00000000-0000-0000-0000-000000000001";
    private static final String GET = "GET " + ACCOUNT + " HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int PIPELINED = 200;

    @Test
    void aBugInAnAnswerEndsItsConnectionAndNoOther() throws Exception {
        try (var node = TestNode.withBug();
                var first = RawClient.connect(node.gateway().httpPort());
                var second = RawClient.connect(node.gateway().httpPort());
                var admin = RawClient.connect(node.gateway().adminPort())) {
            assertEquals(200, first.get("/problems/busy").status());
            assertEquals(200, second.get("/problems/busy").status());
            first.send(GET);
            assertArrayEquals(new byte[0], first.rest(), "closed without a word");
            assertEquals(1, node.counters().value(FlorinCounter.HANDLER_ERRORS));
            second.send(GET);
            assertArrayEquals(new byte[0], second.rest());
            assertEquals(2, node.counters().value(FlorinCounter.HANDLER_ERRORS));
            assertEquals(200, admin.get("/livez").status());
        }
    }

    @Test
    void whoSaysNoMoreIsStillAnswered() throws Exception {
        try (var node = TestNode.start();
                var http = RawClient.connect(node.gateway().httpPort())) {
            node.hold();
            http.send(GET.repeat(PIPELINED));
            http.endOutput();
            node.answer();
            for (int i = 0; i < PIPELINED; i++) {
                assertEquals(404, http.response().status());
            }
            assertArrayEquals(new byte[0], http.rest());
            awaitClosed(node);
        }
    }

    @Test
    void aRequestThatIsCutIsNotAnsweredButThoseBeforeItAre() throws Exception {
        String cut = "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 10\r\n\r\n{";
        try (var node = TestNode.start();
                var http = RawClient.connect(node.gateway().httpPort())) {
            node.hold();
            http.send(GET + cut);
            http.endOutput();
            node.answer();
            assertEquals(404, http.response().status());
            assertArrayEquals(new byte[0], http.rest());
            awaitClosed(node);
        }
    }

    @Test
    void whoSaidNothingAtAllIsClosed() throws Exception {
        long longNs = TimeUnit.SECONDS.toNanos(60);
        try (var node = TestNode.start(Limits.DEFAULT.withTimeouts(longNs, longNs, longNs));
                var http = RawClient.connect(node.gateway().httpPort());
                var binary = RawClient.connect(node.gateway().binaryPort())) {
            http.endOutput();
            assertArrayEquals(new byte[0], http.rest());
            binary.endOutput();
            assertArrayEquals(new byte[0], binary.rest());
            awaitClosed(node);
        }
    }

    @Test
    void aFullJournalRefusesCommandsAndAnswersReads() throws Exception {
        String account = "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"ledger\":978,\"code\":1}";
        try (var node = TestNode.start();
                var http = RawClient.connect(node.gateway().httpPort())) {
            assertEquals(
                    201,
                    http.request("POST", "/v1/accounts", account, "application/json")
                            .status());
            node.fillJournal(true);
            var refused = http.request("POST", "/v1/accounts", account, "application/json");
            assertEquals(503, refused.status());
            assertEquals("1", refused.header("Retry-After"));
            assertTrue(refused.body().contains("\"code\":\"journal_full\""), refused.body());
            assertTrue(refused.body().contains("\"retryable\":true"), refused.body());
            assertEquals(1, node.counters().value(FlorinCounter.REFUSED_JOURNAL_FULL));
            assertEquals(200, http.get(ACCOUNT).status());
            node.fillJournal(false);
            assertEquals(
                    200,
                    http.request("POST", "/v1/accounts", account, "application/json")
                            .status());
        }
    }

    private static void awaitClosed(TestNode node) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (node.counters().value(FlorinCounter.CONNECTIONS_HTTP) != 0
                || node.counters().value(FlorinCounter.CONNECTIONS_BINARY) != 0) {
            assertTrue(System.nanoTime() < deadlineNs, "the connections are closed");
            Thread.onSpinWait();
        }
        assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
    }
}
