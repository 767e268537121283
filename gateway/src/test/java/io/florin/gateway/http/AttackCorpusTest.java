package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.LeakWatch;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that two readers could take for different ones, against a real gateway over real sockets. What every variant
 * must come to is worked out from API.md's rules, not from the parser; meanwhile a good client is served, and nothing
 * leaks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackCorpusTest {
    private static final String BODY = "{}";
    private static final String SMUGGLED = "GET /problems/busy HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    private TestNode node;
    private Talk good;
    private int served;

    @BeforeAll
    void start() throws Exception {
        node = TestNode.start();
        good = Talk.with(node);
        good.openAccounts();
    }

    @AfterAll
    void close() throws Exception {
        good.close();
        node.close();
        assertEquals(List.of(), LeakWatch.leaks());
    }

    /** The good client's connection was open all the time, and is answered at once. */
    private void serveTheGoodClient() throws IOException {
        var answer = good.post("/v1/transfers", Talk.pay(Talk.id(), 1, ""));
        assertEquals(201, answer.status(), answer::toString);
        served++;
    }

    /** Values of the header, two where it is given twice. Good ones say that two bytes follow. */
    private static Map<String, List<String>> lengths() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("absent", List.of());
        values.put("good", List.of("2"));
        values.put("good, blanks", List.of("  2  "));
        values.put("good, tab", List.of("\t2"));
        values.put("twice the same", List.of("2", "2"));
        values.put("twice", List.of("2", "40"));
        values.put("list of the same", List.of("2, 2"));
        values.put("list", List.of("2, 40"));
        values.put("plus", List.of("+2"));
        values.put("minus", List.of("-2"));
        values.put("hexadecimal", List.of("0x2"));
        values.put("two words", List.of("2 2"));
        values.put("folded", List.of("2\r\n 2"));
        values.put("empty", List.of(""));
        values.put("parameter", List.of("2;x"));
        values.put("vertical tab", List.of("\u000b2"));
        values.put("overlong", List.of("99999999999999999999"));
        values.put("fraction", List.of("2.0"));
        return values;
    }

    private static Map<String, List<String>> codings() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("absent", List.of());
        values.put("chunked", List.of("Transfer-Encoding: chunked"));
        values.put("case", List.of("transfer-ENCODING: cHuNkEd"));
        values.put("twice", List.of("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"));
        values.put("identity", List.of("Transfer-Encoding: identity"));
        values.put("not last", List.of("Transfer-Encoding: chunked, x"));
        values.put("last", List.of("Transfer-Encoding: x, chunked"));
        values.put("xchunked", List.of("Transfer-Encoding: xchunked"));
        values.put("tab", List.of("Transfer-Encoding:\tchunked"));
        values.put("quoted", List.of("Transfer-Encoding: \"chunked\""));
        values.put("empty", List.of("Transfer-Encoding:"));
        values.put("folded", List.of("Transfer-Encoding: x\r\n chunked"));
        values.put("NUL", List.of("Transfer-Encoding: chunked\0"));
        values.put("blank before colon", List.of("Transfer-Encoding : chunked"));
        values.put("trailing semicolon", List.of("Transfer-Encoding: chunked;"));
        return values;
    }

    /** What may be answered, by the rules of API.md, section 4.1; nothing if the request is well-formed. */
    private static Set<Integer> expected(String length, String coding, String version) {
        Set<Integer> statuses = new TreeSet<>();
        if (!coding.equals("absent")) statuses.add(411);
        boolean isBroken = coding.equals("NUL") || coding.equals("blank before colon") || coding.equals("folded");
        boolean isLengthGood = length.startsWith("good") || length.equals("absent");
        if (isBroken || !isLengthGood) statuses.add(400);
        if (version.equals("1.0")) statuses.add(505);
        return statuses;
    }

    @Test
    void noPairOfLengthAndCodingIsReadInTwoWays() throws Exception {
        int variants = 0;
        for (String version : List.of("1.1", "1.0")) {
            for (Map.Entry<String, List<String>> length : lengths().entrySet()) {
                for (Map.Entry<String, List<String>> coding : codings().entrySet()) {
                    var request = new StringBuilder("POST /v1/accounts HTTP/" + version + "\r\nHost: h\r\n"
                            + "Content-Type: application/json\r\n");
                    length.getValue().forEach(value -> request.append("Content-Length: ")
                            .append(value)
                            .append("\r\n"));
                    coding.getValue().forEach(line -> request.append(line).append("\r\n"));
                    request.append("\r\n").append(BODY).append(SMUGGLED);
                    String what = "HTTP/" + version + ", length " + length.getKey() + ", coding " + coding.getKey();
                    Set<Integer> expected = expected(length.getKey(), coding.getKey(), version);
                    check(what, request.toString(), expected, length.getKey());
                    if (++variants % 20 == 0) serveTheGoodClient();
                }
            }
        }
        assertTrue(variants >= 500, "variants: " + variants);
        assertTrue(served >= 25);
    }

    private void check(String what, String request, Set<Integer> expected, String length) throws IOException {
        List<Integer> statuses = statuses(request);
        if (!expected.isEmpty()) {
            assertEquals(1, statuses.size(), () -> what + " was answered " + statuses);
            assertTrue(expected.contains(statuses.getFirst()), () -> what + " was answered " + statuses);
            return;
        }
        // Well-formed: without a length there is no body, and what follows is the beginning of another request.
        List<Integer> wellFormed = length.equals("absent") ? List.of(411, 400) : List.of(400, 200);
        assertEquals(wellFormed, statuses, what);
    }

    /** Of all responses that come until the other side closes, or has answered two. */
    private List<Integer> statuses(String request) throws IOException {
        try (var raw = RawClient.connect(node.gateway().httpPort())) {
            raw.send(request);
            raw.endOutput();
            String all = new String(raw.rest(), StandardCharsets.UTF_8);
            List<Integer> statuses = new ArrayList<>();
            Matcher found = STATUS.matcher(all);
            while (found.find()) statuses.add(Integer.parseInt(found.group(1)));
            return statuses;
        }
    }

    /** Published advisories of Netty's HTTP code, each as what it lets through where it is not mended or shut out. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CVE-2025-58056 line feed in a chunk extension|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Transfer-Encoding: chunked~~2;\\n{}~0~~|411",
                "CVE-2026-33870 quotes in a chunk extension|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Transfer-Encoding: chunked~~2;a=\"~{}~0~~|411",
                "CVE-2026-89044 chunked is not last|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Transfer-Encoding: chunked, xchunked~~0~~|411",
                "CVE-2026-42581 HTTP/1.0 with both lengths|"
                        + "POST /v1/accounts HTTP/1.0~Host: h~Content-Length: 2~Transfer-Encoding: chunked~~{}|411",
                "CVE-2026-50020 SOH before the request line|\\u0001GET /problems/busy HTTP/1.1~Host: h~~|400",
                "CVE-2026-50020 NUL before the request line|\\u0000GET /problems/busy HTTP/1.1~Host: h~~|400",
                "CVE-2026-50020 DEL before the request line|\\u007fGET /problems/busy HTTP/1.1~Host: h~~|400",
                "CVE-2026-33871, CVE-2025-55163 HTTP/2 is not spoken|PRI * HTTP/2.0~~SM~~|505",
                "CVE-2026-42587, CVE-2025-58057 nothing is decompressed|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Content-Type: application/json~"
                        + "Content-Encoding: gzip~Content-Length: 2~~{}|415",
                "CVE-2026-42587 nor as brotli|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Content-Type: application/json~Content-Encoding: br~"
                        + "Content-Length: 2~~{}|415",
                "CVE-2025-67735, CVE-2026-41417 line feeds in a target are not sent on|"
                        + "GET /problems/a%0d%0aX:%20y HTTP/1.1~Host: h~~|404",
                "CVE-2019-16869 a blank before the colon|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Content-Length : 2~~{}|400",
                "CVE-2021-21409 two lengths|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Content-Length: 2~Content-Length: 3~~{}|400",
                "CVE-2021-43797 control characters in a name|"
                        + "GET /problems/busy HTTP/1.1~Host: h~X\\u0001Y: 1~~|400",
                "CVE-2022-24823 no upload is kept|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Content-Type: multipart/form-data; boundary=x~"
                        + "Content-Length: 2~~{}|415",
                "CVE-2024-29025 no form is decoded|"
                        + "POST /v1/accounts HTTP/1.1~Host: h~Content-Type: application/x-www-form-urlencoded~"
                        + "Content-Length: 2~~a=|415",
            })
    void anAdvisoryFindsNothingHere(String advisory, String request, int status) throws Exception {
        String bytes = request.replace("~", "\r\n").replace("\\n", "\n");
        for (String control : List.of("0000", "0001", "007f")) {
            bytes = bytes.replace("\\u" + control, String.valueOf((char) Integer.parseInt(control, 16)));
        }
        List<Integer> statuses = statuses(bytes);
        assertFalse(statuses.isEmpty(), advisory);
        assertEquals(status, statuses.getFirst(), advisory);
        serveTheGoodClient();
    }

    /** Two hundred clients that send a letter and then nothing, while one is served. */
    @Test
    void clientsThatSayNothingHoldNobodyUp() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                RawClient client = RawClient.connect(node.gateway().httpPort());
                client.send(i % 2 == 0 ? "G" : "POST /v1/accounts HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{");
                slow.add(client);
                if (i % 10 == 0) serveTheGoodClient();
            }
        } finally {
            for (RawClient client : slow) client.close();
        }
        serveTheGoodClient();
    }

    /** Connections that come and go as fast as they can; some leave half a request behind. */
    @Test
    void aStormOfConnectionsPasses() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            try (RawClient client = RawClient.connect(node.gateway().httpPort())) {
                if (i % 3 == 1) client.send("GET /problems/busy HTTP/1.1\r\nHost: h\r\n");
                if (i % 3 == 2) client.endOutput();
            }
            if (i % 50 == 0) serveTheGoodClient();
        }
        serveTheGoodClient();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "deep, 400",
        "wide, 400",
        "long string, 400",
        "long number, 400",
        "long name, 400",
        "repeated name, 400",
        "UTF-16, 400",
        "lone surrogate, 400",
        "broken UTF-8, 400",
        "nothing, 400",
        "blanks, 400"
    })
    void aBombOfJsonIsRefused(String kind, int status) throws Exception {
        String body =
                switch (kind) {
                    case "deep" -> "[".repeat(60_000);
                    case "wide" -> "{\"user_data_64\":\"" + "1".repeat(60_000) + "\"}";
                    case "long string" -> "{\"id\":\"" + "x".repeat(60_000) + "\"}";
                    case "long number" -> "{\"amount\":" + "9".repeat(60_000) + "}";
                    case "long name" -> "{\"" + "a".repeat(60_000) + "\":1}";
                    case "repeated name" -> "{" + "\"code\":1,".repeat(6_000) + "\"code\":1}";
                    case "UTF-16" -> "\0{\0}";
                    case "lone surrogate" -> "{\"id\":\"\\ud800\"}";
                    case "broken UTF-8" -> "{\"id\":\"\u00c3(\"}";
                    case "nothing" -> "";
                    default -> " ".repeat(60_000);
                };
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        try (var raw = RawClient.connect(node.gateway().httpPort())) {
            raw.send("POST /v1/transfers HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: "
                    + bytes.length + "\r\n\r\n");
            raw.send(bytes);
            assertEquals(status, raw.response().status());
            raw.send(SMUGGLED);
            assertEquals(200, raw.response().status(), "the connection goes on");
        }
        serveTheGoodClient();
    }
}
