package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that come while earlier ones wait for their answers: each is answered once and in its turn, and nothing
 * behind the last request of a connection counts.
 */
class PipeliningTest {
    private static final String FIRST = "00000000-0000-0000-0000-000000000002";
    private static final String SECOND = "00000000-0000-0000-0000-000000000003";

    private TestNode node;
    private RawClient http;

    @BeforeEach
    void open() throws Exception {
        long soonNs = TimeUnit.MILLISECONDS.toNanos(400);
        node = TestNode.start(Limits.DEFAULT.withTimeouts(soonNs, soonNs, TimeUnit.SECONDS.toNanos(10)));
        http = RawClient.connect(node.gateway().httpPort());
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        long errors = node.counters().value(FlorinCounter.HANDLER_ERRORS);
        node.close();
        assertEquals(0, errors);
    }

    @Test
    void nothingBehindARequestThatClosesIsExecuted() throws Exception {
        node.hold();
        http.send(create(FIRST, "Connection: close") + create(SECOND, "X: y"));
        awaitRequests(1);
        node.answer();
        String rest = rest();
        assertEquals(1, responses(rest), rest);
        assertTrue(rest.contains(FIRST), rest);
        assertExists(FIRST, 200);
        assertExists(SECOND, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/accounts HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n",
                "POST /v1/accounts HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nnone",
                "POST /v1/accounts?x=y HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
                "GET /v1/accounts/1 HTTP/1.0\r\nHost: a\r\n\r\n",
                "GET /v1/accounts/1 HTTP/1.1\nHost: a\r\n\r\n"
            })
    void aRequestThatEndsTheConnectionIsAnsweredOnceAndInItsTurn(String last) throws Exception {
        node.hold();
        http.send(create(FIRST, "X: y") + last + create(SECOND, "X: y"));
        awaitRequests(2);
        node.answer();
        String rest = rest();
        assertEquals(2, responses(rest), rest);
        assertTrue(rest.startsWith("HTTP/1.1 201 "), rest);
        assertExists(FIRST, 200);
        assertExists(SECOND, 404);
    }

    /** The client is told to go on, but not before it was told everything about its earlier requests. */
    @Test
    void theWordToGoOnStandsBehindEarlierResponses() throws Exception {
        http.send("GET /problems/busy HTTP/1.1\r\nHost: a\r\n\r\n" + head(FIRST, "Expect: 100-continue"));
        assertEquals(200, http.response().status());
        assertEquals(100, http.response().status());
        http.send(body(FIRST));
        assertEquals(201, http.response().status());
    }

    /** HEAD has no body in its answer, whatever Content-Length says; one would be taken for the next response. */
    @Test
    void anAnswerToHeadHasNoBody() throws Exception {
        http.send("HEAD /v1/accounts/" + FIRST + " HTTP/1.1\r\nHost: a\r\n\r\n"
                + "GET /problems/busy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        String rest = rest();
        assertTrue(rest.startsWith("HTTP/1.1 405 "), rest);
        assertEquals(
                "HTTP/1.1 200", rest.substring(rest.indexOf("\r\n\r\n") + 4).substring(0, 12), rest);
    }

    /** Reading had stopped because too much was pipelined; who stays silent from then on is still late. */
    @Test
    void aRequestThatStopsHalfWayIsNotAwaitedForEver() throws Exception {
        node.hold();
        var many = new StringBuilder();
        for (int i = 0; i < 2 * ResponseQueue.CAPACITY; i++) many.append(create(FIRST, "X: y"));
        http.send(many + "GET /v1/acc");
        awaitRequests(ResponseQueue.CAPACITY);
        node.answer();
        String rest = rest(); // ends because the node ends the connection
        assertEquals(2 * ResponseQueue.CAPACITY, responses(rest), rest);
        assertEquals(1, node.counters().value(FlorinCounter.SLOW_INPUT));
    }

    private static String create(String id, String header) {
        return head(id, header) + body(id);
    }

    private static String head(String id, String header) {
        return "POST /v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                + body(id).length() + "\r\n" + header + "\r\n\r\n";
    }

    private static String body(String id) {
        return "{\"id\":\"" + id + "\",\"ledger\":978,\"code\":1}";
    }

    private String rest() throws Exception {
        return new String(http.rest(), StandardCharsets.US_ASCII);
    }

    private static int responses(String text) {
        return text.split("HTTP/1\\.1 \\d\\d\\d ", -1).length - 1;
    }

    private void assertExists(String id, int status) throws Exception {
        try (var other = RawClient.connect(node.gateway().httpPort())) {
            assertEquals(status, other.get("/v1/accounts/" + id).status(), id);
        }
    }

    /** Until the event loop has seen so many requests, so that their order is not an accident. */
    private void awaitRequests(long count) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (node.counters().value(FlorinCounter.REQUESTS_HTTP) < count) {
            assertFalse(System.nanoTime() > deadlineNs, "requests seen: " + count);
            Thread.onSpinWait();
        }
    }
}
