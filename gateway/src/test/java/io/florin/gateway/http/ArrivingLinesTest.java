package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.LedgerNames;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.protocol.RequestSigning;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of lines: read as they come in, refused at the first line that is wrong, done when all of them are here. */
class ArrivingLinesTest {
    private static final String TYPE = "application/x-ndjson";
    private static final int LINE_MAX = 64 * 1024;

    private TestNode node;
    private Talk http;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start();
        http = Talk.with(node);
        http.openAccounts();
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
        node.close();
    }

    private static String line(String more) {
        return pay(id(), 1, more).replace('\'', '"');
    }

    private RawClient.Response batch(String lines) throws Exception {
        try (var client = RawClient.connect(node.gateway().httpPort())) {
            return client.request("POST", "/v1/transfers/batch", lines, TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", "\n \t \r\n"})
    void linesMayEndAsTheyLikeAndBeEmpty(String end) throws Exception {
        String three = line("") + end + line("") + end + line("");
        for (String body : List.of(three, three + end, end + three)) {
            assertTrue(batch(body.replaceAll("-[0-9a-f]{12}\"", "-" + id().substring(24) + "\""))
                    .body()
                    .startsWith("{\"events\":3,"));
        }
    }

    /** Half of the body is not sent yet, and the answer is here. */
    @Test
    void whatIsWrongIsSaidBeforeTheRestIsSent() throws Exception {
        String good = line("") + "\n";
        String body = good + "\n" + good + line(",\"colour\":1") + "\n";
        try (var client = RawClient.connect(node.gateway().httpPort())) {
            client.send("POST /v1/transfers/batch HTTP/1.1\r\nHost: a\r\nContent-Type: " + TYPE + "\r\nContent-Length: "
                    + (body.length() + 2_000_000) + "\r\n\r\n" + body);
            var refused = client.response();
            Talk.assertProblem(400, "request_invalid", "[2].colour", refused);
            Talk.assertHas("'detail':'line 4: there is no such field'", refused);
            assertEquals("close", refused.header("Connection"));
        }
    }

    /** Nothing of it has happened before its last line was there. */
    @Test
    void nothingIsDoneBeforeTheLastLine() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) lines.add(line(""));
        String body = String.join("\n", lines);
        long sequence = position();
        try (var client = RawClient.connect(node.gateway().httpPort())) {
            client.send("POST /v1/transfers/batch HTTP/1.1\r\nHost: a\r\nContent-Type: " + TYPE + "\r\nContent-Length: "
                    + body.length() + "\r\n\r\n");
            client.send(body.substring(0, body.length() - 1));
            DoorScenes.await(node, FlorinCounter.REQUESTS_HTTP, 4);
            assertEquals(sequence, position());
            client.send(body.substring(body.length() - 1));
            Talk.assertHas("'events':1000,", client.response());
        }
        assertEquals(sequence + 1_000, position());
    }

    private long position() throws Exception {
        String position = http.get("/v1/accounts/" + Talk.BANK).header("Florin-Sequence");
        return Long.parseLong(position.substring(0, position.indexOf(';')));
    }

    @Test
    void theConnectionGoesOnWhereTheWholeBodyWasThere() throws Exception {
        try (var client = RawClient.connect(node.gateway().httpPort())) {
            var refused = client.request("POST", "/v1/transfers/batch", "{}\n", TYPE);
            Talk.assertProblem(400, "request_invalid", "[0].amount", refused);
            assertEquals(200, client.get("/problems/busy").status());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|[0]|line 1: not JSON",
                "[]|[0]|line 1: must be an object",
                "{} {}|[0].amount|line 1: must be given",
                "{'id':'x'}|[0].id|line 1: must be a UUID or a ULID",
                "\\n\\n{'amount':1}|[0].id|line 3: must be given with each event of a batch",
                "\\n \\n||must have at least one event",
                "\uFEFF{}|[0]|line 1: must be JSON in UTF-8 without a byte order mark",
                "{'amount':1,\\n'id':'x'}|[0]|line 1: not JSON"
            })
    void aBadLineIsNamed(String body, String param, String detail) throws Exception {
        var refused = batch(body.replace("\\n", "\n").replace('\'', '"'));
        Talk.assertProblem(400, "request_invalid", param == null ? "" : param, refused);
        Talk.assertHas("'detail':'" + detail, refused);
    }

    @Test
    void aLineIsAsLongAsABodyOfOneObjectAndABatchHas8190Events() throws Exception {
        String longest = line("") + " ".repeat(LINE_MAX - line("").length());
        assertTrue(batch(longest + "\n" + line("")).body().startsWith("{\"events\":2,"));
        var refused = batch(line("") + "\n " + longest);
        Talk.assertProblem(413, "body_too_large", refused);
        Talk.assertHas("'detail':'line 2: a line has at most 65536 bytes'", refused);
        String many = (line("") + "\n").repeat(8_190);
        assertTrue(batch(many).body().startsWith("{\"events\":8190,"));
        Talk.assertProblem(413, "batch_too_large", batch(many + line("")));
    }

    @Test
    void allOfThemStandOrFallTogether() throws Exception {
        try (var client = RawClient.connect(node.gateway().httpPort())) {
            String body = line("") + "\n" + line(",\"timeout\":1") + "\n";
            var refused = client.request("POST", "/v1/transfers/batch?atomic=true", body, TYPE);
            Talk.assertProblem(400, "timeout_reserved_for_pending_transfer", "[1].timeout", refused);
        }
    }

    /** However a body is cut, it becomes the same rows, or the same refusal. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121})
    void whereTheBytesAreCutDoesNotMatter(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            var body = new StringBuilder();
            for (int line = random.nextInt(6); line >= 0; line--) {
                body.append(
                        random.nextInt(12) == 0 ? "{\"amount\":-1}" : line(random.nextInt(9) == 0 ? ",\"a\":1" : ""));
                body.append(random.nextInt(5) == 0 ? "\r\n\n" : "\n");
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.US_ASCII);
            assertEquals(
                    read(bytes, new int[0]),
                    read(bytes, random.ints(4, 0, bytes.length + 1).sorted().toArray()));
        }
    }

    private static String read(byte[] bytes, int[] cuts) {
        var bodies = new BodyReader(LedgerNames.NONE);
        String digest = RequestSigning.contentDigest(bytes, bytes.length);
        var lines = new ArrivingLines(bodies, bodies.events(Route.CREATE_TRANSFERS), new BodyDigest(digest), LINE_MAX);
        try {
            int from = 0;
            for (int cut : cuts) {
                lines.take(Unpooled.wrappedBuffer(bytes, from, cut - from));
                from = cut;
            }
            lines.take(Unpooled.wrappedBuffer(bytes, from, bytes.length - from));
            byte[] rows = new byte[lines.end() * 128];
            lines.rows().getBytes(0, rows);
            return HexFormat.of().formatHex(rows);
        } catch (RequestFault fault) {
            return fault.param() + ": " + fault.detail();
        }
    }

    @Test
    void aBodyThatIsNotTheOneThatWasSignedIsRefusedWhole() {
        byte[] bytes = (line("") + "\n").getBytes(StandardCharsets.US_ASCII);
        String good = RequestSigning.contentDigest(bytes, bytes.length);
        for (String digest : List.of(good.replace("=:", "=:A"), "md5=:AAAA:", good + ", sha-512=:AAAA:")) {
            var bodies = new BodyReader(LedgerNames.NONE);
            var reader = bodies.events(Route.CREATE_TRANSFERS);
            var lines = new ArrivingLines(bodies, reader, new BodyDigest(digest), LINE_MAX);
            ByteBuf body = Unpooled.wrappedBuffer(bytes);
            lines.take(body);
            var refused = assertThrows(RequestFault.class, lines::end);
            assertEquals("signature_invalid", refused.problem().code(), digest);
            assertTrue(refused.isClosing());
        }
    }
}
