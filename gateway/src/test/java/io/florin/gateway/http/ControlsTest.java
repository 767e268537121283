package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.BANK;
import static io.florin.gateway.http.Talk.NOBODY;
import static io.florin.gateway.http.Talk.assertAnswer;
import static io.florin.gateway.http.Talk.assertHas;
import static io.florin.gateway.http.Talk.assertProblem;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.key;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits and status of accounts, and what became of ids, over HTTP. */
class ControlsTest {
    private static final String LIMITS = "/v1/accounts/" + ALICE + "/limits";
    private static final String STATUS = "/v1/accounts/" + ALICE + "/status";
    private static final String HUNDRED = "{'debit_allowance':100,'credit_allowance':'max'}";

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
        node.close();
    }

    @Test
    void limitsAreSetIfTheyHaveTheVersionThatWasRead() throws Exception {
        assertProblem(422, "exceeds_credits", owe(100));
        var set = http.put(LIMITS, HUNDRED, "If-Match: \"0\"", key());
        assertAnswer(200, "{'id':'" + ALICE + "','result':'applied','limits_version':1,'timestamp':T}", set);
        assertEquals("\"1\"", set.header("ETag"));
        String limits = "'debit_allowance':100,'credit_allowance':9223372036854775807,'limits_version':1,";
        assertHas(limits, http.get("/v1/accounts/" + ALICE));
        assertEquals(201, owe(100).status());
        assertProblem(422, "exceeds_credits", owe(1));

        assertProblem(412, "version_mismatch", "If-Match", http.put(LIMITS, HUNDRED, "If-Match: \"0\"", key()));
        assertProblem(412, "version_mismatch", http.put(LIMITS, HUNDRED, "If-Match: \"4294967295\"", key()));
        String nobody = "/v1/accounts/" + NOBODY + "/limits";
        assertProblem(404, "account_not_found", "id", http.put(nobody, HUNDRED, "If-Match: \"0\"", key()));
    }

    /** A path that names nobody must not be about whoever was named last. */
    @Test
    void aPathWithoutAnIdChangesNobody() throws Exception {
        String thawed = "{'debits_frozen':false,'credits_frozen':false}";
        assertEquals(200, http.put(STATUS, thawed, key()).status());
        String frozen = thawed.replace("false", "true");
        assertProblem(400, "request_invalid", "id", http.put("/v1/accounts//status", frozen, key()));
        assertEquals(200, http.put(LIMITS, HUNDRED, "If-Match: \"0\"", key()).status());
        var unnamed = http.put("/v1/accounts//limits", HUNDRED, "If-Match: \"1\"", key());
        assertProblem(400, "request_invalid", "id", unnamed);
        String alice = "'limits_version':1,'debits_frozen':false,'credits_frozen':false";
        assertHas(alice, http.get("/v1/accounts/" + ALICE));
    }

    @Test
    void aKeyIsAnsweredAgainWithWhatWasDone() throws Exception {
        String key = "Idempotency-Key: overdraft-of-alice";
        var set = http.put(LIMITS, HUNDRED, "If-Match: \"0\"", key);
        String blanks = "{ 'credit_allowance': 9223372036854775807, 'debit_allowance': '100' }";
        var again = http.put(LIMITS, blanks, "If-Match: \"0\"", key);
        assertEquals(set.body(), again.body());
        assertEquals(set.header("Florin-Sequence"), again.header("Florin-Sequence"));
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertProblem(422, "key_reused", http.put(LIMITS, HUNDRED, "If-Match: \"1\"", key));
        var other = http.put(LIMITS, HUNDRED.replace("100", "99"), "If-Match: \"0\"", key);
        assertProblem(422, "key_reused", "Idempotency-Key", other);
        assertEquals(
                200,
                http.put("/v1/accounts/" + BANK + "/limits", HUNDRED, "If-Match: \"0\"", key)
                        .status());
        assertProblem(400, "idempotency_key_missing", http.put(LIMITS, HUNDRED, "If-Match: \"1\""));

        var refused = http.put(LIMITS, HUNDRED, "If-Match: \"0\"", "Idempotency-Key: late");
        assertProblem(412, "version_mismatch", refused);
        var refusedAgain = http.put(LIMITS, HUNDRED, "If-Match: \"0\"", "Idempotency-Key: late");
        assertProblem(412, "version_mismatch", refusedAgain);
        assertEquals(refused.header("Florin-Sequence"), refusedAgain.header("Florin-Sequence"));
        assertEquals("true", refusedAgain.header("Idempotent-Replayed"));
    }

    @Test
    void anAccountIsFrozenAndSetFree() throws Exception {
        String frozen = "{'debits_frozen':false,'credits_frozen':true,'reason_code':7}";
        assertAnswer(200, "{'id':'" + ALICE + "','result':'applied','timestamp':T}", http.put(STATUS, frozen, key()));
        String status = "'debits_frozen':false,'credits_frozen':true,'reason_code':7,";
        assertHas(status, http.get("/v1/accounts/" + ALICE));
        assertProblem(422, "credit_account_frozen", http.post("/v1/transfers", pay(id(), 1, "")));
        assertEquals(
                200,
                http.put(STATUS, "{'debits_frozen':true,'credits_frozen':false}", key())
                        .status());
        assertEquals(201, http.post("/v1/transfers", pay(id(), 1, "")).status());
        assertProblem(422, "debit_account_frozen", owe(1));
        assertEquals(
                200,
                http.put(STATUS, "{'debits_frozen':false,'credits_frozen':false}", key())
                        .status());
        assertEquals(201, owe(1).status());
        String nobody = "/v1/accounts/" + NOBODY + "/status";
        assertProblem(404, "account_not_found", http.put(nobody, frozen, key()));
        assertProblem(400, "idempotency_key_missing", http.put(STATUS, frozen));
    }

    @Test
    void whatIsSequencedTooLateChangesNothing() throws Exception {
        String past = "Florin-Not-After: 2020-01-01T00:00:00Z";
        assertProblem(422, "deadline_exceeded", http.put(LIMITS, HUNDRED, "If-Match: \"0\"", key(), past));
        String frozen = "{'debits_frozen':true,'credits_frozen':true}";
        assertProblem(422, "deadline_exceeded", http.put(STATUS, frozen, key(), past));
        assertHas("'limits_version':0,'debits_frozen':false,", http.get("/v1/accounts/" + ALICE));
    }

    @Test
    void anIdHasOneOfFourOutcomes() throws Exception {
        String made = id();
        assertEquals(201, http.post("/v1/transfers", pay(made, 1, "")).status());
        assertAnswer(200, "{'id':'" + made + "','outcome':'created','timestamp':T}", http.get("/v1/outcomes/" + made));

        String burnt = id();
        String poor = Talk.transfer(burnt, ALICE, BANK, 2, "");
        assertProblem(422, "exceeds_credits", http.post("/v1/transfers", poor));
        String refused = "{'id':'" + burnt + "','outcome':'refused','code':'exceeds_credits','timestamp':T}";
        assertAnswer(200, refused, http.get("/v1/outcomes/" + burnt));
        assertProblem(404, "resource_not_found", http.get("/v1/transfers/" + burnt));
        assertProblem(422, "id_already_failed", http.post("/v1/transfers", poor));

        String unknown = id();
        assertAnswer(200, "{'id':'" + unknown + "','outcome':'unknown'}", http.get("/v1/outcomes/" + unknown));
        assertAnswer(200, "{'id':'" + BANK + "','outcome':'too_old'}", http.get("/v1/outcomes/" + BANK));
    }

    private RawClient.Response owe(long amountMinor) throws Exception {
        return http.post("/v1/transfers", Talk.transfer(id(), ALICE, BANK, amountMinor, ""));
    }
}
