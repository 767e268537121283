package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import java.io.EOFException;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP port says to requests that are wrong, each by its status, code and parameter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("StringConcatToTextBlock") // a request is lines that end in CR LF
class BadRequestsTest {
    private static final String JSON = "application/json";
    private static final String ID = "\"id\":\"019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44\"";
    private static final String GOOD = "{" + ID + ",\"debit_account_id\":\"00000000-0000-0000-0000-000000000001\","
            + "\"credit_account_id\":\"00000000-0000-0000-0000-000000000002\",\"amount\":1,\"ledger\":978,\"code\":1}";

    private TestNode node;

    @BeforeAll
    void start() throws Exception {
        Limits limits = Limits.DEFAULT.withTimeouts(
                TimeUnit.MILLISECONDS.toNanos(400), TimeUnit.MILLISECONDS.toNanos(400), TimeUnit.SECONDS.toNanos(10));
        node = TestNode.start(limits);
    }

    @AfterAll
    void stop() {
        long errors = node.counters().value(FlorinCounter.HANDLER_ERRORS);
        node.close();
        assertEquals(0, errors);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{%s,'amount':1.0}|amount",
                "{%s,'amount':1e3}|amount",
                "{%s,'amount':-1}|amount",
                "{%s,'amount':-0}|amount",
                "{%s,'amount':'-1'}|amount",
                "{%s,'amount':''}|amount",
                "{%s,'amount':'12a'}|amount",
                "{%s,'amount':9223372036854775808}|amount",
                "{%s,'amount':'99999999999999999999999'}|amount",
                "{%s,'amount':true}|amount",
                "{%s,'amount':null}|amount",
                "{%s,'amount':[1]}|amount",
                "{%s,'amount':{'a':1}}|amount",
                "{%s}|amount",
                "{%s,'amount':1,'amount':2}|amount",
                "{%s,'amount':1,'colour':2}|colour",
                "{%s,'amount':1,'id':'019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44'}|id",
                "{'id':7,'amount':1}|id",
                "{'id':'7','amount':1}|id",
                "{'id':'019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a4g','amount':1}|id",
                "{%s,'amount':1,'ledger':4294967296}|ledger",
                "{%s,'amount':1,'ledger':'978'}|ledger",
                "{%s,'amount':1,'ledger':978,'currency':'EUR'}|currency",
                "{%s,'amount':1,'code':65536}|code",
                "{%s,'amount':1,'flags':'linked'}|flags",
                "{%s,'amount':1,'flags':['shiny']}|flags",
                "{%s,'amount':1,'flags':['linked','linked']}|flags",
                "{%s,'amount':1,'flags':[1]}|flags",
                "{%s,'amount':1,'timeout':-1}|timeout",
                "{%s,'amount':1,'timestamp':'yesterday'}|timestamp",
                "{%s,'amount':1,'timestamp':'2026-13-01T00:00:00Z'}|timestamp",
                "{%s,'amount':1,'user_data_64':7}|user_data_64",
                "{%s,'amount':1,'user_data_64':'+7'}|user_data_64",
                "{%s,'amount':1,'user_data_64':'\\u0661\\u0662'}|user_data_64",
                "{%s,'amount':1,'user_data_64':'18446744073709551616'}|user_data_64",
                "{%s,'amount':1,'user_data_32':1.5}|user_data_32",
                "[]|",
                "7|",
                "{%s,'amount':1} {}|",
                "{%s,'amount':01}|",
                "{%s,'amount':NaN}|",
                "{%s,'amount':1,}|",
                "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':1}}}}}}}}}|a"
            })
    void aBodyOfTheWrongFormIsRefusedByTheNameOfItsField(String body, String param) throws Exception {
        String json = body.replace("%s", ID.replace('"', '\'')).replace('\'', '"');
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            var refused = http.request("POST", "/v1/transfers", json, JSON);
            assertProblem(400, "request_invalid", refused);
            boolean hasParam = param != null && !param.isEmpty();
            String expected = hasParam ? "\"param\":\"" + param + "\"" : "\"code\":\"request_invalid\",\"detail\"";
            assertTrue(refused.body().contains(expected), refused.body());
            assertEquals(200, http.get("/problems/busy").status(), "the connection goes on");
        }
    }

    @Test
    void aCurrencyThatNobodyKnowsHasACodeOfItsOwn() throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            var refused = http.request("POST", "/v1/accounts", "{" + ID + ",\"currency\":\"XEU1\"}", JSON);
            assertProblem(400, "currency_unknown", refused);
        }
    }

    @Test
    void jsonThatIsCutAnywhereIsRefused() throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            for (int length = 0; length < GOOD.length(); length++) {
                var refused = http.request("POST", "/v1/transfers", GOOD.substring(0, length), JSON);
                assertProblem(400, "request_invalid", refused);
            }
        }
    }

    @Test
    void otherEncodingsThanUtf8AreRefused() throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            for (String charset : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE"}) {
                byte[] body = GOOD.getBytes(Charset.forName(charset));
                http.send("POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n");
                http.send(body);
                assertProblem(400, "request_invalid", http.response());
            }
        }
    }

    @Test
    void anEventOfABatchIsNamedByItsPlace() throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            String bad = GOOD.replace("\"amount\":1", "\"amount\":-1");
            var refused = http.request("POST", "/v1/transfers/batch", "[" + GOOD + "," + bad + "]", JSON);
            assertProblem(400, "request_invalid", refused);
            assertTrue(refused.body().contains("\"param\":\"[1].amount\""), refused.body());
            assertProblem(400, "request_invalid", http.request("POST", "/v1/transfers/batch", "[]", JSON));
            String many = "[" + (GOOD + ",").repeat(8_190) + GOOD + "]";
            assertProblem(413, "batch_too_large", http.request("POST", "/v1/transfers/batch", many, JSON));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource({
        "GET, /, 404, resource_not_found",
        "GET, /v1/accounts/1/2, 404, resource_not_found",
        "GET, /v1/accounts/batch, 405, method_not_allowed",
        "DELETE, /v1/transfers, 405, method_not_allowed",
        "POST, /v1/transfers, 411, length_required",
        "GET, /v1/accounts/17, 400, request_invalid",
        "GET, /v1/accounts/00000000-0000-0000-0000-000000000009, 404, resource_not_found",
        "GET, /v1/transfers/00000000-0000-0000-0000-000000000009, 404, resource_not_found",
        "GET, /v1/accounts/00000000-0000-0000-0000-000000000009?x=1, 400, request_invalid",
        "GET, /problems/nonsense, 404, resource_not_found"
    })
    void aWrongPlaceIsNamed(String method, String path, int status, String code) throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            http.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertProblem(status, code, http.response());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @ValueSource(
            strings = {
                "400|GET / HTTP/1.1||",
                "400|GET / HTTP/1.1|Host: a|Host: b||",
                "400|GET / HTTP/1.1|Host : a||",
                "400|GET / HTTP/1.1|Host: a b||",
                "400|GET http://a/ HTTP/1.1|Host: a||",
                "400|GET / HTTP/1.1|Host: a|Content-Length: +5||",
                "400|GET / HTTP/1.1|Host: a|Content-Length: 0x5||",
                "400|GET / HTTP/1.1|Host: a|Content-Length: 5, 5||",
                "400|GET / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 5||",
                "400|GET / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||",
                "400|GET / HTTP/1.1|Host: a|Content-Length: -1||",
                "411|POST /v1/transfers HTTP/1.1|Host: a|Transfer-Encoding: chunked||",
                "411|POST /v1/transfers HTTP/1.1|Host: a|Transfer-Encoding: xchunked||",
                "411|POST /v1/transfers HTTP/1.1|Host: a|Transfer-Encoding: chunked, x||",
                "411|POST /v1/transfers HTTP/1.1|Host: a|Transfer-Encoding: identity||",
                "411|POST /v1/transfers HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: chunked||",
                "400|POST /v1/transfers HTTP/1.1|Host: a|Content-Type: application/json|Idempotency-Key: a b"
                        + "|Content-Length: 5||",
                "400|GET /problems/busy HTTP/1.1|Host: a|Request-Id: a b||",
                "400|GET /problems/busy HTTP/1.1|Host: a|traceparent: 00-1-2-3||",
                "400|GET /problems/busy HTTP/1.1|Host: a|Expect: a miracle||",
                "505|GET / HTTP/1.0|Host: a||",
                "505|GET / HTTP/2.0|Host: a||",
                "405|CONNECT / HTTP/1.1|Host: a||",
                "405|TRACE / HTTP/1.1|Host: a||",
                "400|GET /|Host: a||",
                "413|POST /v1/transfers HTTP/1.1|Host: a|Content-Type: application/json|Content-Length: 10485760||",
                "413|POST /v1/transfers/batch HTTP/1.1|Host: a|Content-Length: 10485760||"
            })
    void whatCouldBeReadInTwoWaysIsRefusedAndTheConnectionEnds(String request) throws Exception {
        int status = Integer.parseInt(request.substring(0, 3));
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            http.send(request.substring(4).replace("|", "\r\n"));
            http.send("GET /problems/busy HTTP/1.1\r\nHost: smuggled\r\n\r\n");
            var refused = http.response();
            assertEquals(status, refused.status(), refused.toString());
            assertEquals("close", refused.header("Connection"));
            assertEquals(0, http.rest().length, "nothing that follows is answered");
        }
    }

    @Test
    void linesThatEndInALineFeedAloneAreRefused() throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            http.send("GET /problems/busy HTTP/1.1|Host: a||".replace('|', '\n'));
            assertEquals(400, http.response().status());
        }
    }

    @Test
    void tooLongIsSaidByItsName() throws Exception {
        String path = "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        assertEquals(414, only(path).status());
        String header = "GET /problems/busy HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n";
        assertEquals(431, only(header).status());
        String headers = "GET /problems/busy HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n".repeat(64) + "\r\n";
        assertEquals(431, only(headers).status());
    }

    @Test
    void aBodyOfTenMebibytesIsRefusedBeforeItIsRead() throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            http.send("POST /v1/transfers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10485760\r\n\r\n");
            http.send(new byte[64 * 1024]);
            assertProblem(413, "body_too_large", http.response());
        }
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/xml", "application/json; charset=utf-16", "application/x-ndjson"})
    void otherMediaTypesAreNotRead(String type) throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            assertProblem(415, "media_type_unsupported", http.request("POST", "/v1/transfers", GOOD, type));
            var coded = http.request("POST", "/v1/transfers", GOOD, JSON, "Content-Encoding: gzip");
            assertProblem(415, "media_type_unsupported", coded);
        }
    }

    @Test
    void whoExpectsAWordBeforeTheBodyGetsIt() throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            http.send("POST /v1/transfers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: " + GOOD.length() + "\r\n\r\n");
            assertEquals(100, http.response().status());
            http.send(GOOD);
            assertEquals(422, http.response().status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET / HTTP/1.1\r\n",
                "POST /v1/transfers HTTP/1.1\r\nHost: a\r\nContent-Type: "
                        + "application/json\r\nContent-Length: 10\r\n\r\n{"
            })
    void aSlowRequestIsNotAwaitedForEver(String beginning) throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            http.send(beginning);
            assertThrows(EOFException.class, http::response);
        }
    }

    private RawClient.Response only(String request) throws Exception {
        try (var http = RawClient.connect(node.gateway().httpPort())) {
            http.send(request);
            return http.response();
        }
    }

    private static void assertProblem(int status, String code, RawClient.Response response) {
        assertEquals(status, response.status(), response.toString());
        assertTrue(response.body().contains("\"code\":\"" + code + "\""), response.body());
        assertEquals("application/problem+json", response.header("Content-Type"));
    }
}
