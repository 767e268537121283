package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.LeakWatch;
import io.florin.gateway.RawClient.Response;
import io.florin.gateway.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random calls of the API against a model of the books: every call is answered as the model says, calls that are made
 * again too, whether alone or in batches, and the balances are the model's.
 *
 * <p>The long run: {@code mvn -pl gateway -am test -Dtest=ApiSequencesTest -Dflorin.fuzz.seconds=600
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ApiSequencesTest {
    private static final int CALLS = 2_000;
    private static final int CALLS_OF_A_BOOK = 2_000;
    private static final long SECONDS = Long.getLong("florin.fuzz.seconds", 0);
    private static final int REMEMBERED = 64;
    private static final int HOLDS = 8;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] POLICIES = {
        "", "", "", "debits_must_not_exceed_credits", "debits_must_not_exceed_credits", "credits_must_not_exceed_debits"
    };

    private final TreeMap<String, Integer> heard = new TreeMap<>();
    private SplittableRandom random = new SplittableRandom();
    private BookModel model = new BookModel();
    private final List<String> accounts = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> holds = new ArrayList<>();

    /** One event: where it goes alone, what it says, and what the model makes of it; made again for a retry. */
    private record Call(String path, String json, Judge judge) {}

    /** What the model says when the call comes in. */
    @FunctionalInterface
    private interface Judge {
        String result();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 20_261_121})
    void everyCallIsAnsweredAsTheBooksAre(long seed) throws Exception {
        random = new SplittableRandom(seed);
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; i < CALLS || System.nanoTime() < endNs; i += CALLS_OF_A_BOOK) {
            try (var node = TestNode.start();
                    var http = Talk.with(node)) {
                newBook(http);
                for (int call = 0; call < CALLS_OF_A_BOOK; call++) {
                    String name = "seed=" + seed + " call=" + (i + call);
                    step(http, name);
                }
                compareBooks(http, "seed=" + seed + " call=" + (i + CALLS_OF_A_BOOK));
                assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
            }
        }
        assertEquals(List.of(), LeakWatch.leaks());
        for (String result : List.of(
                "created",
                "exists",
                "exceeds_credits",
                "exceeds_debits",
                "id_already_failed",
                "exists_with_different_amount",
                "debit_account_frozen",
                "pending_transfer_already_voided",
                "pending_transfer_already_posted",
                "pending_transfer_not_found",
                "exceeds_pending_transfer_amount")) {
            assertTrue(heard.getOrDefault(result, 0) > 3, () -> "heard=" + heard);
        }
    }

    private void newBook(Talk http) throws Exception {
        model = new BookModel();
        accounts.clear();
        calls.clear();
        ids.clear();
        holds.clear();
        for (String policy : POLICIES) {
            String id = Talk.id();
            String flags = policy.isEmpty() ? "" : ",'flags':['" + policy + "']";
            var opened = http.post("/v1/accounts", "{'id':'" + id + "','ledger':978,'code':10" + flags + "}");
            assertEquals(201, opened.status());
            model.open(id, new BookModel.Account(policy.startsWith("debits"), policy.startsWith("credits")));
            accounts.add(id);
        }
    }

    private void step(Talk http, String name) throws Exception {
        switch (random.nextInt(20)) {
            case 0 -> freeze(http, name);
            case 1 -> compareBooks(http, name);
            case 2, 3 -> lookUp(http, name);
            case 4, 5 -> batch(http, name);
            default -> alone(http, call(), name);
        }
    }

    private void alone(Talk http, Call call, String name) throws Exception {
        String expected = call.judge().result();
        Response answer = http.post(call.path(), call.json());
        JsonNode body = JSON.readTree(answer.body());
        String result = body.has("result")
                ? body.get("result").stringValue()
                : body.path("code").stringValue("");
        assertEquals(expected, result, () -> name + " " + call.path() + " " + call.json() + " " + answer);
        assertEquals(status(expected, call.path()), answer.status(), () -> name + " " + answer);
        assertEquals(expected.equals("exists"), answer.headers().containsKey("Idempotent-Replayed"), name);
        heard.merge(expected, 1, Integer::sum);
    }

    private static int status(String result, String path) {
        boolean isUnderHold = path.startsWith("/v1/holds/");
        return switch (result) {
            case "created" -> 201;
            case "exists" -> 200;
            case "accounts_must_be_different" -> 400;
            case "pending_transfer_not_found" -> isUnderHold ? 404 : 422;
            case "pending_transfer_not_pending", "pending_transfer_already_posted", "pending_transfer_already_voided" ->
                isUnderHold ? 409 : 422;
            default -> 422;
        };
    }

    /** Calls that are no settlements, since those name their hold in the path; as an array, or as lines. */
    private void batch(Talk http, String name) throws Exception {
        List<Call> events = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Call call = call();
            if (call.path().equals("/v1/transfers")) events.add(call);
        }
        if (events.isEmpty()) return;
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            String result = events.get(i).judge().result();
            if (!result.equals("created")) expected.add(i + " " + result);
            heard.merge(result, 1, Integer::sum);
        }
        List<String> json = events.stream().map(Call::json).toList();
        boolean isLines = random.nextBoolean();
        Response answer = isLines
                ? http.lines("/v1/transfers/batch", String.join("\n", json))
                : http.post("/v1/transfers/batch", "[" + String.join(",", json) + "]");
        assertEquals(200, answer.status(), () -> name + " " + answer);
        List<String> failures = new ArrayList<>();
        for (JsonNode failure : JSON.readTree(answer.body()).get("failures")) {
            failures.add(
                    failure.get("index").intValue() + " " + failure.get("code").stringValue());
        }
        assertEquals(expected, failures, () -> name + " " + json + " " + answer);
    }

    private Call call() {
        boolean isAgain = !calls.isEmpty() && random.nextInt(6) == 0;
        Call call = isAgain ? calls.get(random.nextInt(calls.size())) : fresh();
        if (!isAgain) {
            if (calls.size() == REMEMBERED) calls.remove(random.nextInt(REMEMBERED));
            calls.add(call);
        }
        return call;
    }

    private Call fresh() {
        String id = Talk.id();
        long amount = random.nextInt(100);
        if (!ids.isEmpty() && random.nextInt(3) == 0) return settlement(id, amount);
        String debit = party();
        String credit = party();
        boolean isHold = random.nextInt(3) == 0;
        if (ids.size() == REMEMBERED) ids.remove(random.nextInt(REMEMBERED));
        ids.add(id);
        if (isHold) holds.add(id);
        if (holds.size() > HOLDS) holds.removeFirst();
        var call = transfer(id, debit, credit, amount, isHold);
        if (random.nextInt(8) == 0) calls.add(transfer(id, debit, credit, amount + 1, isHold)); // who changes a retry
        return call;
    }

    private Call transfer(String id, String debit, String credit, long amount, boolean isHold) {
        String flags = isHold ? ",'flags':['pending']" : "";
        return new Call(
                "/v1/transfers",
                Talk.transfer(id, debit, credit, amount, flags),
                () -> model.transfer(id, debit, credit, amount, isHold));
    }

    private String party() {
        return random.nextInt(20) == 0 ? Talk.NOBODY : accounts.get(random.nextInt(accounts.size()));
    }

    private Call settlement(String id, long amount) {
        List<String> some = holds.isEmpty() || random.nextInt(8) == 0 ? ids : holds;
        String hold = random.nextInt(16) == 0 ? Talk.id() : some.get(random.nextInt(some.size()));
        String path = "/v1/holds/" + hold;
        return switch (random.nextInt(4)) {
            case 0 -> new Call(path + "/void", "{'id':'" + id + "'}", () -> model.voidOf(id, hold));
            case 1 -> new Call(path + "/post", "{'id':'" + id + "'}", () -> model.post(id, hold, -1, false));
            case 2 ->
                new Call(
                        path + "/post",
                        "{'id':'" + id + "','amount':" + amount + "}",
                        () -> model.post(id, hold, amount, false));
            default ->
                new Call(
                        path + "/post",
                        "{'id':'" + id + "','amount':" + amount + ",'partial':true}",
                        () -> model.post(id, hold, amount, true));
        };
    }

    private void freeze(Talk http, String name) throws Exception {
        String id = accounts.get(random.nextInt(accounts.size()));
        BookModel.Account account = model.account(id);
        account.debitsAreFrozen = random.nextInt(8) == 0;
        account.creditsAreFrozen = random.nextInt(8) == 0;
        String json =
                "{'debits_frozen':" + account.debitsAreFrozen + ",'credits_frozen':" + account.creditsAreFrozen + "}";
        Response answer = http.put("/v1/accounts/" + id + "/status", json, Talk.key());
        assertEquals(200, answer.status(), () -> name + " " + answer);
    }

    private void lookUp(Talk http, String name) throws Exception {
        String id = ids.isEmpty() || random.nextInt(8) == 0 ? Talk.id() : ids.get(random.nextInt(ids.size()));
        Response outcome = http.get("/v1/outcomes/" + id);
        assertEquals(
                model.outcome(id), JSON.readTree(outcome.body()).get("outcome").stringValue(), () -> name + outcome);
        Response hold = http.get("/v1/holds/" + id);
        assertEquals(model.heldMinor(id) < 0 ? 404 : 200, hold.status(), () -> name + " " + hold);
    }

    private void compareBooks(Talk http, String name) throws Exception {
        long debits = 0;
        long credits = 0;
        for (String id : accounts) {
            Response answer = http.get("/v1/accounts/" + id);
            JsonNode body = JSON.readTree(answer.body());
            BookModel.Account account = model.account(id);
            assertEquals(
                    List.of(account.debitsPending, account.debitsPosted, account.creditsPending, account.creditsPosted),
                    List.of(
                            body.get("debits_pending").longValue(),
                            body.get("debits_posted").longValue(),
                            body.get("credits_pending").longValue(),
                            body.get("credits_posted").longValue()),
                    () -> name + " " + answer);
            debits += account.debitsPosted;
            credits += account.creditsPosted;
        }
        assertEquals(debits, credits);
    }
}
