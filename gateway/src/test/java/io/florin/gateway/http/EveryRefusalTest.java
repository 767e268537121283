package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.BANK;
import static io.florin.gateway.http.Talk.NOBODY;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.key;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.RawClient;
import io.florin.gateway.RawClient.Response;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import io.florin.gateway.wire.WireRefusals;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.Reason;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every refusal of {@code problems.csv}, provoked: each is heard with its status, code and parameter, and with a
 * sentence that says what would be right. What is provoked here and what the list has are compared both ways, so a
 * refusal that nobody can meet, or that nobody wrote down, fails the build.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRefusalTest {
    /** The whole of what no client can provoke here. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "outcome_unknown", "a standby that does not acknowledge in time comes with replication",
            "overflows_timeout", "the ledger's own tests turn the clock to the end of time, past the year 2150",
            "feature_level_out_of_range", "no door takes the command; the ledger's tests do",
            "date_out_of_range", "the door knows the calendar too, and refuses the form; the ledger's tests do",
            "closed_days_full", "4,096 ledgers are needed; the ledger's tests have them");

    private static final int WORDS_MIN = 3;
    private static final long PATIENT_NS = TimeUnit.MINUTES.toNanos(5); // a scene's connection may wait for its turn
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Scene> scenes = new LinkedHashMap<>();
    private TestNode node;
    private Talk http;
    private Talk admin;

    /** What a client does so that it is refused. */
    @FunctionalInterface
    interface Scene {
        Response play() throws Exception;
    }

    @BeforeAll
    void start() throws Exception {
        node = TestNode.start(Limits.DEFAULT.withTimeouts(PATIENT_NS, PATIENT_NS, PATIENT_NS));
        http = Talk.with(node);
        admin = Talk.withAdmin(node);
        http.openAccounts();
        var transfers = new TransferScenes(http, admin);
        scenes.putAll(transfers.ofFields());
        scenes.putAll(transfers.ofTheSameId());
        scenes.putAll(transfers.ofBalances());
        var holds = new HoldScenes(http);
        scenes.putAll(holds.scenes());
        scenes.putAll(holds.ofImports());
        scenes.putAll(new DoorScenes(node).scenes());
        controls();
    }

    private void controls() {
        String account = "/v1/accounts/" + ALICE;
        String frozen = "{'debits_frozen':false,'credits_frozen':false,'reason_code':";
        scenes.put("key_reused", () -> {
            String key = key();
            assertEquals(200, http.put(account + "/status", frozen + "1}", key).status());
            return http.put(account + "/status", frozen + "2}", key);
        });
        String limits = "{'debit_allowance':0,'credit_allowance':0}";
        scenes.put("version_mismatch", () -> http.put(account + "/limits", limits, key(), "If-Match: \"7\""));
        scenes.put(
                "account_not_found",
                () -> http.put("/v1/accounts/" + NOBODY + "/limits", limits, key(), "If-Match: \"0\""));
        scenes.put("capacity_out_of_range", () -> admin.post("/v1/capacities", "{'accounts_max':1}", key()));
        scenes.put("date_in_future", () -> day(978, "9999-12-31"));
        scenes.put("ledger_not_found", () -> day(979, "2026-01-01"));
        scenes.put("day_already_closed", () -> {
            assertEquals(200, day(978, "2026-01-02").status());
            return day(978, "2026-01-01");
        });
        scenes.put("deadline_exceeded", () -> {
            String past = "Florin-Not-After: 2020-01-01T00:00:00Z";
            return http.post("/v1/transfers", pay(id(), 1, ""), past);
        });
    }

    private Response day(int ledger, String date) throws Exception {
        return admin.post("/v1/days", "{'ledger':" + ledger + ",'date':'" + date + "'}", key());
    }

    @AfterAll
    void close() throws Exception {
        http.close();
        admin.close();
        node.close();
    }

    @TestFactory
    Iterable<DynamicTest> aClientHears() {
        return scenes.entrySet().stream()
                .map(scene -> DynamicTest.dynamicTest(
                        scene.getKey(),
                        () -> heard(scene.getKey(), scene.getValue().play())))
                .toList();
    }

    @Test
    void theCatalogueIsWhatIsHeard() throws Exception {
        Set<String> heard = new TreeSet<>(scenes.keySet());
        Map<String, String> onTheWire = WireRefusals.heard(node);
        onTheWire.forEach((code, answer) -> assertEquals(WireRefusals.refusal(code), answer));
        heard.addAll(onTheWire.keySet());
        heard.addAll(ELSEWHERE.keySet());
        Set<String> listed = new TreeSet<>();
        for (Problem problem : ProblemCatalogue.instance().all()) {
            boolean isRefusal = problem.httpStatus() >= 400;
            if (isRefusal || problem.code().equals("linked_event_failed")) listed.add(problem.code());
            // A reason that has no status is said on the binary port alone, and ReasonsTest provokes every reason.
            if (problem.httpStatus() == Problem.NONE) {
                Reason.valueOf(problem.code().toUpperCase(Locale.ROOT));
            }
        }
        assertEquals(listed, heard);
    }

    private void heard(String code, Response response) throws Exception {
        Problem problem = ProblemCatalogue.instance().byCode(code);
        JsonNode body = JSON.readTree(response.body());
        if (code.equals("linked_event_failed")) { // of another event's fault, so only ever beside it
            assertEquals(code, body.at("/failures/0/code").stringValue(), response::toString);
            return;
        }
        assertEquals(code, body.path("code").stringValue(), response::toString);
        assertEquals(problem.httpStatus(), response.status(), response::toString);
        assertEquals(problem.httpStatus(), body.get("status").intValue());
        assertEquals("/problems/" + code, body.get("type").stringValue());
        assertEquals(problem.title(), body.get("title").stringValue());
        assertEquals(problem.isRetryable(), body.get("retryable").booleanValue());
        String param = body.path("param").stringValue("");
        boolean isRight = problem.param().isEmpty()
                || param.replaceFirst("^\\[\\d+]\\.", "").equals(problem.param());
        assertTrue(isRight, () -> "param must be " + problem.param() + ": " + response);
        assertIsSentence(body.get("detail").stringValue());
        assertIsSentence(problem.advice());
        boolean isDecided = problem.accountStatus() != Problem.NONE || problem.transferStatus() != Problem.NONE;
        assertEquals(isDecided, body.has("sequence"), "a sequence says that it was decided");
        assertEquals(isDecided, response.headers().containsKey("Florin-Sequence"));
        try (var reader = Talk.with(node)) {
            var page = JSON.readTree(reader.get("/problems/" + code).body());
            assertEquals(problem.advice(), page.get("advice").stringValue());
        }
    }

    private static void assertIsSentence(String text) {
        assertTrue(text.split(" ", -1).length >= WORDS_MIN, () -> "not a sentence: " + text);
        assertFalse(text.contains("_must_") || text.contains("null"), text);
    }

    /** JSON as a problem has it, for scenes that speak without {@link Talk}. */
    static Response raw(TestNode node, String request) throws Exception {
        try (var client = RawClient.connect(node.gateway().httpPort())) {
            client.send(request);
            return client.response();
        }
    }

    /** Of a transfer that was created. */
    static String created(Talk http, String json) throws Exception {
        var created = http.post("/v1/transfers", json);
        assertEquals(201, created.status(), created::toString);
        return JSON.readTree(created.body()).get("id").stringValue();
    }

    /** A new account; when it was created. */
    static String[] account(Talk http, String more) throws Exception {
        String id = id();
        String ledger = more.contains("'ledger'") ? "" : ",'ledger':978";
        var created = http.post("/v1/accounts", "{'id':'" + id + "','code':1" + ledger + more + "}");
        assertEquals(201, created.status(), created::toString);
        return new String[] {id, JSON.readTree(created.body()).get("timestamp").stringValue()};
    }

    static String bankToAlice(String more) {
        return "{'id':'" + id() + "','debit_account_id':'" + BANK + "','credit_account_id':'" + ALICE + "'" + more
                + "}";
    }
}
