package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.Events;
import io.florin.gateway.FakeEvents;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages and streams of events at the HTTP door, with events that are made up; real ones are ops' business. */
class EventsTest {
    private static final Pattern CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    private TestNode node;
    private Talk http;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start();
        http = Talk.with(node);
        node.events().upTo(250);
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        node.close();
    }

    @Test
    void pagesFollowEachOtherByCursorAndByLink() throws Exception {
        var first = http.get("/v1/events?limit=100&ledger=978");
        assertEquals(200, first.status());
        assertEquals("100;epoch=7", first.header("Florin-Sequence"));
        Matcher link = Pattern.compile("<(.+)>; rel=\"next\"").matcher(first.header("Link"));
        assertTrue(link.matches(), first::toString);
        assertEquals(Events.Place.OLDEST, node.events().askedFrom());
        var second = http.get(link.group(1));
        assertEquals(new Events.Place(101, 0), node.events().askedFrom());
        assertEquals(978, node.events().asked().ledger());
        var third = http.get("/v1/events?cursor=" + cursorOf(second) + "&limit=100");
        Talk.assertHas("'has_more':false", third);
        assertEquals("", third.header("Link"));
        assertTrue(third.body().contains(FakeEvents.json(250)), third::body);
        node.events().upTo(251);
        Talk.assertHas("'data':[" + FakeEvents.json(251) + "]", http.get("/v1/events?cursor=" + cursorOf(third)));
    }

    private static String cursorOf(RawClient.Response page) {
        Matcher cursor = CURSOR.matcher(page.body());
        assertTrue(cursor.find(), page::toString);
        return cursor.group(1);
    }

    @Test
    void whatIsAskedForIsPassedOn() throws Exception {
        http.get("/v1/events?type=hold.expired,transfer.refused&account_id=" + Talk.ALICE, "Prefer: amounts=string");
        Events.Query query = node.events().asked();
        assertEquals(Set.of("hold.expired", "transfer.refused"), query.types());
        assertEquals(UUID.fromString(Talk.ALICE), query.account());
        assertTrue(query.areAmountsText());
        http.get("/v1/events?from=17&order=asc");
        assertEquals(new Events.Place(17, 0), node.events().askedFrom());
        assertFalse(node.events().asked().types().contains("transfer.refused"));
        assertEquals(8, node.events().asked().types().size());
        assertEquals(Events.EVERY_LEDGER, node.events().asked().ledger());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/events?limit=0|limit",
                "/v1/events?limit=1001|limit",
                "/v1/events?limit=x|limit",
                "/v1/events?limit=|limit",
                "/v1/events?limit=-1|limit",
                "/v1/events?order=desc|order",
                "/v1/events?from=0x1|from",
                "/v1/events?from=1&cursor=x|from",
                "/v1/events?from=1000000000000000000|from",
                "/v1/events?from=252|from",
                "/v1/events?cursor=x|cursor",
                "/v1/events?cursor=|cursor",
                "/v1/events?cursor=ZTE6MDEuMA|cursor",
                "/v1/events?cursor=YTE6MS4w|cursor",
                "/v1/events?type=|type",
                "/v1/events?type=hold|type",
                "/v1/events?type=hold.posted,|type",
                "/v1/events?ledger=0|ledger",
                "/v1/events?ledger=4294967296|ledger",
                "/v1/events?account_id=7|account_id",
                "/v1/events?colour=red|colour",
                "/v1/events?limit=1&limit=1|limit",
                "/v1/events?limit=%zz|limit",
                "/v1/events/stream?limit=1|limit",
                "/v1/events/stream?cursor=ZTE6MS4w|cursor",
                "/v1/events/stream?from=252|from",
                "/v1/events/stream?type=hold|type",
            })
    void aQuestionOfTheWrongFormIsRefusedByItsParameter(String target, String param) throws Exception {
        try (var other = Talk.with(node)) {
            assertProblem(400, "request_invalid", param, other.get(target));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"x", "1.0", "1.", "-1", "01", "1.2.3", "12345678901234567890123456789012345678901"})
    void anIdThatNoEventHasIsRefused(String id) throws Exception {
        try (var other = Talk.with(node)) {
            assertProblem(
                    400, "request_invalid", "Last-Event-ID", other.get("/v1/events/stream", "Last-Event-ID: " + id));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NOT_GRANTED, 403, not_granted",
        "UNKNOWN_LEDGER, 404, resource_not_found",
        "BUSY, 503, busy",
        "UNAVAILABLE, 503, read_model_unavailable",
    })
    void whyThereAreNoEventsIsSaid(Events.Reason reason, int status, String code) throws Exception {
        node.events().refuse(reason);
        assertProblem(status, code, http.get("/v1/events"));
        assertProblem(status, code, http.get("/v1/events/stream"));
    }

    @Test
    void whatIsNoLongerKeptIsSaidWithTheOldestThatIs() throws Exception {
        node.events().forgetBefore(200);
        var refused = http.get("/v1/events?from=7");
        assertProblem(410, "position_not_retained", "from", refused);
        Talk.assertHas("from sequence 200 on", refused);
        assertProblem(410, "position_not_retained", http.get("/v1/events/stream", "Last-Event-ID: 7"));
    }

    /** A stream, read as a browser reads it. */
    private static final class Stream implements AutoCloseable {
        private final RawClient client;
        private final List<String> ids = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Stream(TestNode node, String target, String... headers) throws IOException {
            client = RawClient.connect(node.gateway().httpPort());
            client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                    + (headers.length > 0 ? "\r\n" : "") + "\r\n");
            String head = until("\r\n\r\n");
            assertTrue(head.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"), head);
            assertTrue(head.contains("\r\nConnection: close\r\n"), head);
        }

        private String until(String end) throws IOException {
            var read = new StringBuilder();
            while (read.indexOf(end) < 0) read.append((char) client.bytes(1)[0]);
            return read.toString();
        }

        String chunk() throws IOException {
            int length = Integer.parseInt(until("\r\n").strip(), 16);
            String chunk = new String(client.bytes(length), StandardCharsets.UTF_8);
            assertEquals("\r\n", new String(client.bytes(2), StandardCharsets.UTF_8));
            text.append(chunk);
            return chunk;
        }

        List<String> awaitIds(int count) throws IOException {
            while (ids.size() < count) {
                for (String block : chunk().split("\n\n", -1)) {
                    if (block.contains("\ndata: ")) ids.add(block.substring("id: ".length(), block.indexOf('\n')));
                }
            }
            return ids;
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    @Test
    void aStreamBeginsNowAndTellsWhatHappens() throws Exception {
        try (var stream = new Stream(node, "/v1/events/stream")) {
            assertEquals("retry: 1000\n\n", stream.chunk());
            assertEquals("id: 250\n\n", stream.chunk());
            for (int i = 0; i < 3; i++) node.events().happen();
            assertEquals(List.of("251", "252", "253"), stream.awaitIds(3));
            assertTrue(stream.text.indexOf("id: 252\ndata: " + FakeEvents.json(252) + "\n\n") > 0);
            assertEquals(1, node.counters().value(FlorinCounter.STREAMS));
        }
        awaitStreams(0);
    }

    @Test
    void whoComesBackGoesOnBehindWhatWasSeen() throws Exception {
        try (var stream = new Stream(node, "/v1/events/stream?from=1", "Last-Event-ID: 248")) {
            assertEquals(List.of("249", "250"), stream.awaitIds(2));
        }
        try (var stream = new Stream(node, "/v1/events/stream?from=249")) {
            assertEquals(List.of("249", "250"), stream.awaitIds(2));
        }
        try (var stream = new Stream(node, "/v1/events/stream", "Last-Event-ID: 250.3")) {
            stream.chunk();
            assertEquals(new Events.Place(250, 3), node.events().askedFrom());
        }
    }

    @Test
    void requestsBeforeAStreamAreAnsweredFirst() throws Exception {
        try (var raw = RawClient.connect(node.gateway().httpPort())) {
            node.hold();
            raw.send("GET /v1/accounts/" + Talk.BANK + " HTTP/1.1\r\nHost: h\r\n\r\n"
                    + "GET /v1/events/stream?from=250 HTTP/1.1\r\nHost: h\r\n\r\n"
                    + "GET /v1/accounts/" + Talk.BANK + " HTTP/1.1\r\nHost: h\r\n\r\n");
            node.answer();
            assertEquals(404, raw.response().status());
            assertEquals("HTTP/1.1 200 OK", new String(raw.bytes(15), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void thereAreSixtyFourStreamsAndNoMore() throws Exception {
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < HttpPort.STREAMS_MAX; i++) streams.add(new Stream(node, "/v1/events/stream"));
            assertProblem(503, "limit_reached", http.get("/v1/events/stream"));
            assertEquals(1, node.counters().value(FlorinCounter.STREAMS_REFUSED));
            streams.removeLast().close();
            awaitStreams(HttpPort.STREAMS_MAX - 1);
            streams.add(new Stream(node, "/v1/events/stream"));
        } finally {
            for (Stream stream : streams) stream.close();
        }
    }

    private void awaitStreams(int count) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (node.counters().value(FlorinCounter.STREAMS) != count) {
            assertTrue(System.nanoTime() < deadlineNs, "streams stay open");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
