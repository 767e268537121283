package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertAnswer;
import static io.florin.gateway.http.Talk.assertHas;
import static io.florin.gateway.http.Talk.assertProblem;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.key;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants, capacities and days: commands of the operator, on the admin port and nowhere else. */
class OperatorTest {
    private static final String LOCAL_MAY_READ = "{'principal':1,'ledger':0,'rights':['read']}";

    private TestNode node;
    private Talk admin;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start();
        admin = Talk.withAdmin(node);
    }

    @AfterEach
    void close() throws Exception {
        admin.close();
        node.close();
    }

    @Test
    void whoMayOnlyReadMovesNothing() throws Exception {
        try (var http = Talk.with(node)) {
            http.openAccounts();
            var granted = admin.post("/v1/grants", LOCAL_MAY_READ, key());
            long sequence = Long.parseLong(granted.header("Florin-Sequence").split(";", -1)[0]);
            assertAnswer(200, "{'result':'applied','sequence':" + sequence + ",'timestamp':T}", granted);
            assertProblem(403, "not_granted", http.post("/v1/transfers", pay(id(), 1, "")));
            String status = "{'debits_frozen':true,'credits_frozen':true}";
            assertProblem(403, "not_granted", http.put("/v1/accounts/" + Talk.ALICE + "/status", status, key()));
            assertEquals(200, http.get("/v1/accounts/" + Talk.ALICE).status());
            assertProblem(403, "not_granted", admin.post("/v1/grants", LOCAL_MAY_READ, key()));
            assertProblem(403, "not_granted", admin.post("/v1/capacities", "{'accounts_max':100000}", key()));
        }
    }

    @Test
    void whoMayNotReadFindsNothing() throws Exception {
        try (var http = Talk.with(node)) {
            http.openAccounts();
            String transfer = id();
            assertEquals(201, http.post("/v1/transfers", pay(transfer, 1, "")).status());
            String admins = "{'principal':'1','ledger':0,'rights':['admin']}";
            assertEquals(200, admin.post("/v1/grants", admins, key()).status());
            assertProblem(404, "resource_not_found", http.get("/v1/accounts/" + Talk.ALICE));
            assertProblem(404, "resource_not_found", http.get("/v1/transfers/" + transfer));
            assertHas("'outcome':'unknown'", http.get("/v1/outcomes/" + transfer));
            String all = "{'principal':1,'currency':'EUR','rights':['read','post','admin']}";
            assertEquals(200, admin.post("/v1/grants", all, key()).status());
            assertEquals(200, http.get("/v1/accounts/" + Talk.ALICE).status());
        }
    }

    @Test
    void grantsAreLimitedAndRevoked() throws Exception {
        for (int principal = 2; principal <= 16; principal++) {
            assertEquals(200, admin.post("/v1/grants", grant(principal), key()).status());
        }
        assertProblem(507, "grants_full", admin.post("/v1/grants", grant(17), key()));
        assertEquals(
                200, admin.post("/v1/capacities", "{'grants_max':17}", key()).status());
        assertEquals(200, admin.post("/v1/grants", grant(17), key()).status());
        String last = "18446744073709551615";
        assertProblem(507, "grants_full", admin.post("/v1/grants", grant(17).replace("17", last), key()));
        assertEquals(
                200,
                admin.post("/v1/grants", grant(5).replace("'read'", ""), key()).status());
        assertEquals(
                200,
                admin.post("/v1/grants", grant(17).replace("17", last), key()).status());
    }

    private static String grant(int principal) {
        return "{'principal':" + principal + ",'ledger':978,'rights':['read']}";
    }

    @Test
    void capacitiesGrowAndNeverShrink() throws Exception {
        String more = "{'accounts_max':70000,'transfers_max':300000,'window_seconds':100000,'replies_max':2000,"
                + "'reply_rows_max':20000,'grants_max':20}";
        assertEquals(200, admin.post("/v1/capacities", more, key()).status());
        assertProblem(422, "capacity_out_of_range", admin.post("/v1/capacities", "{'accounts_max':69999}", key()));
        String tooMuch = "{'accounts_max':9223372036854775807}";
        assertProblem(422, "capacity_out_of_range", admin.post("/v1/capacities", tooMuch, key()));
        assertProblem(422, "capacity_out_of_range", admin.post("/v1/capacities", "{'window_seconds':1}", key()));
    }

    @Test
    void daysAreClosedOnceAndInOrder() throws Exception {
        assertProblem(422, "ledger_not_found", admin.post("/v1/days", day("978", "2026-01-05"), key()));
        try (var http = Talk.with(node)) {
            http.openAccounts();
        }
        String key = "Idempotency-Key: close-of-monday";
        var closed = admin.post("/v1/days", day("978", "2026-01-05"), key);
        assertEquals(200, closed.status());
        assertEquals(
                closed.body(),
                admin.post("/v1/days", day("978", "2026-01-05"), key).body());
        assertProblem(422, "day_already_closed", admin.post("/v1/days", day("978", "2026-01-05"), key()));
        assertProblem(422, "day_already_closed", admin.post("/v1/days", day("0", "2026-01-04"), key()));
        String euros = "{'currency':'EUR','date':'2026-01-06'}";
        assertEquals(200, admin.post("/v1/days", euros, key()).status());
        assertEquals(200, admin.post("/v1/days", day("0", "2026-01-07"), key()).status());
        assertProblem(422, "date_in_future", admin.post("/v1/days", day("978", "9999-12-31"), key()));
        assertEquals(200, admin.post("/v1/grants", LOCAL_MAY_READ, key()).status());
        assertProblem(403, "not_granted", admin.post("/v1/days", day("978", "2026-01-08"), key()));
    }

    private static String day(String ledger, String date) {
        return "{'ledger':" + ledger + ",'date':'" + date + "'}";
    }

    @Test
    void aKeyIsAnsweredAgain() throws Exception {
        String key = "Idempotency-Key: grant-of-monday";
        var granted = admin.post("/v1/grants", grant(2), key);
        var again = admin.post("/v1/grants", grant(2), key);
        assertEquals(granted.body(), again.body());
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertProblem(422, "key_reused", admin.post("/v1/grants", grant(3), key));
        assertProblem(400, "idempotency_key_missing", admin.post("/v1/grants", grant(3)));
        String past = "Florin-Not-After: 2020-01-01T00:00:00Z";
        assertProblem(422, "deadline_exceeded", admin.post("/v1/grants", grant(3), key(), past));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/grants", "/v1/capacities", "/v1/days"})
    void elsewhereTheyAreNotTaken(String path) throws Exception {
        try (var http = Talk.with(node)) {
            var refused = http.post(path, LOCAL_MAY_READ, key());
            assertProblem(404, "resource_not_found", refused);
            assertHas("'detail':'this is a resource of the admin port'", refused);
            assertEquals("close", refused.header("Connection"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/accounts", "/v1/transfers", "/v1/holds", "/v1/transfers/batch"})
    void theAdminPortMovesNoMoney(String path) throws Exception {
        var refused = admin.post(path, "{}", key());
        assertProblem(404, "resource_not_found", refused);
        assertTrue(refused.body().contains("this is a resource of the public port"), refused.body());
    }
}
