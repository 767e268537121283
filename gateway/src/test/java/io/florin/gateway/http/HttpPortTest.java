package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.Ids;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the HTTP port answers to good requests, and to those the ledger refuses. */
class HttpPortTest {
    private static final String BANK = "00000000-0000-0000-0000-000000000001";
    private static final String ALICE = "00000000-0000-0000-0000-000000000002";
    private static final String LEDGER = ",\"ledger\":978,\"code\":10}";

    private TestNode node;
    private RawClient http;

    @BeforeEach
    void open() throws Exception {
        node = TestNode.start();
        http = RawClient.connect(node.gateway().httpPort());
        for (String id : new String[] {BANK, ALICE}) {
            String flags = id.equals(ALICE) ? "\"flags\":[\"debits_must_not_exceed_credits\"]," : "";
            var created = post("/v1/accounts", "{\"id\":\"" + id + "\"," + flags + "\"currency\":\"EUR\",\"code\":1}");
            assertEquals(201, created.status(), created.toString());
        }
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        node.close();
    }

    @Test
    void aTransferIsCreatedOnceAndExistsFromThenOn() throws Exception {
        String id = Ids.next().toString();
        var created = post("/v1/transfers", transfer(id, BANK, ALICE, "1099"));
        assertEquals(201, created.status());
        assertEquals("disk", created.header("Florin-Durability"));
        assertTrue(created.header("Florin-Sequence").endsWith(";epoch=7"));
        assertTrue(created.body().startsWith("{\"id\":\"" + id + "\",\"result\":\"created\",\"timestamp\":\"20"));

        var again = post("/v1/transfers", transfer(id, BANK, ALICE, "\"1099\""));
        assertEquals(200, again.status());
        assertEquals("true", again.header("Idempotent-Replayed"), again.toString());
        assertEquals(created.body().replace("created", "exists"), again.body());

        var other = post("/v1/transfers", transfer(id, BANK, ALICE, "1100"));
        assertEquals(422, other.status());
        assertEquals("application/problem+json", other.header("Content-Type"));
        assertTrue(other.body().contains("\"code\":\"exists_with_different_amount\",\"param\":\"amount\""));
        assertTrue(other.body().contains("\"retryable\":false,\"sequence\":"));

        var found = http.get("/v1/transfers/" + id);
        assertEquals(200, found.status());
        assertTrue(found.body().contains("\"amount\":1099,\"ledger\":978,\"code\":10,\"flags\":[]"), found.body());
        var account = http.get("/v1/accounts/" + ALICE, "Prefer: amounts=string");
        assertTrue(account.body().contains("\"credits_posted\":\"1099\""), account.body());
        assertTrue(account.body().contains("\"flags\":[\"debits_must_not_exceed_credits\"]"), account.body());
        assertEquals("amounts=string", account.header("Preference-Applied"));
    }

    @Test
    void theKeyIsTheIdOfATransfer() throws Exception {
        String key = Ids.next().toString();
        String body = transfer(BANK, ALICE, "1");
        var created = post("/v1/transfers", body, "Idempotency-Key: \"" + key + "\"");
        assertEquals(201, created.status(), created.toString());
        assertTrue(created.body().contains(key));
        assertEquals(200, post("/v1/transfers", body, "Idempotency-Key: " + key).status());

        assertProblem(400, "idempotency_key_missing", post("/v1/transfers", body));
        var opaque = post("/v1/transfers", body, "Idempotency-Key: order-17");
        assertProblem(400, "idempotency_key_not_time_ordered", opaque);
    }

    @Test
    void anOpaqueKeyIsEnoughForAnAccount() throws Exception {
        String body = "{\"ledger\":978,\"code\":1}";
        var created = post("/v1/accounts", body, "Idempotency-Key: savings_of_Mr._X");
        assertEquals(201, created.status(), created.toString());
        var again = post("/v1/accounts", body, "Idempotency-Key: savings_of_Mr._X");
        assertEquals("true", again.header("Idempotent-Replayed"), again.toString());
        assertTrue(again.status() == 200 || again.status() == 201, again.toString());
        assertEquals(created.body().substring(0, 45), again.body().substring(0, 45));
    }

    @Test
    void aRefusalOfTheLedgerIsAProblemWithItsSequence() throws Exception {
        var poor = post("/v1/transfers", transfer(Ids.next().toString(), ALICE, BANK, "1"));
        assertProblem(422, "exceeds_credits", poor);
        assertTrue(poor.body().contains("\"param\":\"debit_account_id\""));
        assertTrue(poor.body().contains("\"sequence\":"));

        var zero = post("/v1/transfers", transfer(new UUID(0, 0).toString(), BANK, ALICE, "1"));
        assertProblem(400, "id_must_not_be_zero", zero);
    }

    @Test
    void aBatchListsWhatWasNotCreated() throws Exception {
        String good = transfer(Ids.next().toString(), BANK, ALICE, "1");
        String poor = transfer(Ids.next().toString(), ALICE, BANK, "1000");
        var array = post("/v1/transfers/batch", "[" + good + "," + poor + "]");
        assertEquals(200, array.status());
        assertTrue(array.body().startsWith("{\"events\":2,\"sequence\":"), array.body());
        assertTrue(array.body().contains("\"failures\":[{\"index\":1,\"id\":\""), array.body());
        assertTrue(array.body().contains("\"code\":\"exceeds_credits\",\"timestamp\":\"20"), array.body());

        var lines = http.request("POST", "/v1/transfers/batch", good + "\n" + good + "\n", "application/x-ndjson");
        assertTrue(lines.body().contains("{\"index\":0,") && lines.body().contains("{\"index\":1,"), lines.body());
    }

    @Test
    void anAtomicBatchStandsOrFallsTogether() throws Exception {
        String good = transfer(Ids.next().toString(), BANK, ALICE, "1");
        String poor = transfer(Ids.next().toString(), ALICE, BANK, "1000");
        var refused = post("/v1/transfers/batch?atomic=true", "[" + good + "," + poor + "]");
        assertProblem(422, "exceeds_credits", refused);
        assertTrue(refused.body().contains("\"param\":\"[1].debit_account_id\""), refused.body());
        assertTrue(refused.body().contains("\"index\":1"), refused.body());
        var account = http.get("/v1/accounts/" + ALICE);
        assertTrue(account.body().contains("\"credits_posted\":0"), account.body());
    }

    /** Whether the chain was done before can be told from its first event only; anything else is a refusal. */
    @Test
    void anAtomicBatchThatMeetsAnotherOnesIdIsRefused() throws Exception {
        String known = transfer(Ids.next().toString(), BANK, ALICE, "1");
        String fresh = transfer(Ids.next().toString(), BANK, ALICE, "1");
        assertEquals(201, post("/v1/transfers", known).status());
        var refused = post("/v1/transfers/batch?atomic=true", "[" + fresh + "," + known + "]");
        assertProblem(422, "exists", refused);
        assertTrue(refused.body().contains("\"param\":\"[1].id\""), refused.body());
        assertEquals("", refused.header("Idempotent-Replayed"));
        String other = transfer(Ids.next().toString(), BANK, ALICE, "1");
        String batch = "[" + fresh + "," + other + "]";
        assertTrue(post("/v1/transfers/batch?atomic=true", batch).body().contains("\"failures\":[]"));
        var again = post("/v1/transfers/batch?atomic=true", batch);
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertTrue(again.body().contains("{\"index\":0,"), again.body());
        assertTrue(again.body().contains("\"code\":\"linked_event_failed\""), again.body());
    }

    @Test
    void responsesComeInTheOrderOfTheRequests() throws Exception {
        var requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String path = i % 3 == 0 ? "/problems/busy" : "/v1/accounts/" + (i % 2 == 0 ? BANK : ALICE);
            requests.append("GET ")
                    .append(path)
                    .append(" HTTP/1.1\r\nHost: x\r\nRequest-Id: r")
                    .append(i);
            requests.append("\r\n\r\n");
        }
        http.send(requests.toString());
        for (int i = 0; i < 200; i++) {
            var response = http.response();
            assertEquals(200, response.status());
            assertEquals("r" + i, response.header("Request-Id"));
        }
    }

    @Test
    void aDurabilityOutOfReachIsNotExecuted() throws Exception {
        String body = transfer(Ids.next().toString(), BANK, ALICE, "1");
        var refused = post("/v1/transfers", body, "Prefer: durability=both");
        assertProblem(503, "durability_unavailable", refused);
        assertEquals("1", refused.header("Retry-After"));
        var applied = post("/v1/transfers", body, "Prefer: durability=disk");
        assertEquals("durability=disk", applied.header("Preference-Applied"));
    }

    @Test
    void whatWasSequencedTooLateDidNotHappen() throws Exception {
        String body = transfer(Ids.next().toString(), BANK, ALICE, "1");
        var late = post("/v1/transfers", body, "Florin-Not-After: 2020-01-01T00:00:00Z");
        assertProblem(422, "deadline_exceeded", late);
        assertEquals(201, post("/v1/transfers", body).status());
    }

    @Test
    void theAdminPortSaysHowTheNodeIs() throws Exception {
        try (var admin = RawClient.connect(node.gateway().adminPort())) {
            assertEquals(200, admin.get("/livez").status());
            assertEquals("{\"ok\":true,\"reason\":\"\"}", admin.get("/readyz").body());
            String status = admin.get("/v1/status").body();
            assertTrue(status.contains("\"role\":\"PRIMARY\"") && status.contains("\"epoch\":7"), status);
            assertEquals(404, admin.get("/v1/accounts/" + BANK).status());
        }
        assertEquals(404, http.get("/livez").status());
    }

    private RawClient.Response post(String path, String body, String... headers) throws Exception {
        return http.request("POST", path, body, "application/json", headers);
    }

    private static String transfer(String id, String debit, String credit, String amount) {
        return "{\"id\":\"" + id + "\"," + transfer(debit, credit, amount).substring(1);
    }

    private static String transfer(String debit, String credit, String amount) {
        return "{\"debit_account_id\":\"" + debit + "\",\"credit_account_id\":\"" + credit + "\",\"amount\":" + amount
                + LEDGER;
    }

    private static void assertProblem(int status, String code, RawClient.Response response) {
        assertEquals(status, response.status(), response.toString());
        assertTrue(response.body().contains("\"code\":\"" + code + "\""), response.body());
    }
}
