package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertHas;
import static io.florin.gateway.http.Talk.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client prefers is done and named, or refused by rule; and reads wait for the position they ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreferencesTest {
    private static final String WHOLE = "Prefer: return=representation";
    private TestNode node;
    private Talk http;

    @BeforeAll
    void start() throws Exception {
        node = TestNode.start();
        http = Talk.with(node);
        http.openAccounts();
    }

    @AfterAll
    void close() throws Exception {
        http.close();
        node.close();
    }

    @Test
    void theWholeObjectIsAnsweredRightBehindTheCommand() throws Exception {
        String id = Talk.id();
        var created = http.post("/v1/transfers", Talk.pay(id, 7, ""), WHOLE);
        assertEquals(201, created.status());
        assertEquals("return=representation", created.header("Preference-Applied"));
        assertHas("'id':'" + id + "'", created);
        assertHas("'amount':7,", created);
        assertHas("'pending_status':'none'", created);
        var again = http.post("/v1/transfers", Talk.pay(id, 7, ""), WHOLE + ", amounts=string");
        assertEquals(200, again.status());
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals("amounts=string, return=representation", again.header("Preference-Applied"));
        assertHas("'amount':'7',", again);
        var account = http.post("/v1/accounts", "{'id':'" + Talk.id() + "','ledger':978,'code':9}", WHOLE);
        assertEquals(201, account.status());
        assertHas("'limits_version':0", account);
        var hold = http.post("/v1/holds", Talk.pay(Talk.id(), 5, ""), WHOLE);
        assertHas("'pending_status':'pending'", hold);
        String limits = "{'debit_allowance':3,'credit_allowance':0}";
        var limited = http.put("/v1/accounts/" + Talk.ALICE + "/limits", limits, Talk.key(), "If-Match: \"0\"", WHOLE);
        assertEquals(200, limited.status());
        assertEquals("\"1\"", limited.header("ETag"));
        assertHas("'debit_allowance':3,", limited);
    }

    @Test
    void aRefusalStaysARefusal() throws Exception {
        String poor = Talk.transfer(Talk.id(), Talk.ALICE, Talk.BANK, 1_000_000, "");
        assertProblem(422, "exceeds_credits", http.post("/v1/transfers", poor, WHOLE));
        var batch = http.post("/v1/transfers/batch", "[" + Talk.pay(Talk.id(), 1, "") + "]", WHOLE);
        assertEquals("", batch.header("Preference-Applied"), "a batch has no one object");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=x",
                "wait=",
                "wait=-1",
                "wait=1.5",
                "durability=paper",
                "durability=",
                "amounts=string, wait=9999999"
            })
    void aPreferenceOfAnotherFormIsRefused(String preference) throws Exception {
        assertProblem(400, "request_invalid", "Prefer", http.get("/v1/accounts/" + Talk.BANK, "Prefer: " + preference));
    }

    @Test
    void whatIsNotKnownIsPassedOver() throws Exception {
        var answer = http.get("/v1/accounts/" + Talk.BANK, "Prefer: handling=lenient, stale, colour=red");
        assertEquals(200, answer.status());
        assertEquals("", answer.header("Preference-Applied"));
    }

    @Test
    void aReadWaitsForItsPosition() throws Exception {
        var written = http.post("/v1/transfers", Talk.pay(Talk.id(), 1, ""));
        String position = "Florin-Min-Sequence: " + written.header("Florin-Sequence");
        var read = http.get("/v1/accounts/" + Talk.BANK, position, "Prefer: wait=3");
        assertEquals(200, read.status());
        assertEquals("wait=3", read.header("Preference-Applied"));
        assertEquals(200, http.get("/v1/accounts/" + Talk.BANK, position).status());
        var late = http.get("/v1/accounts/" + Talk.BANK, "Florin-Min-Sequence: 999999;epoch=7", "Prefer: wait=0");
        assertProblem(503, "min_sequence_timeout", "Florin-Min-Sequence", late);
        assertEquals("1", late.header("Retry-After"));
        var other = http.get("/v1/accounts/" + Talk.BANK, "Florin-Min-Sequence: 1;epoch=8");
        assertProblem(421, "not_primary", other);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"17", "17;epoch=", "17; epoch=7", "-1;epoch=7", "x;epoch=7", "17;epoch=7;x"})
    void aPositionOfAnotherFormIsRefused(String position) throws Exception {
        assertProblem(
                400,
                "request_invalid",
                "Florin-Min-Sequence",
                http.get("/v1/accounts/" + Talk.BANK, "Florin-Min-Sequence: " + position));
    }

    @Test
    void aPositionIsForReads() throws Exception {
        try (var other = Talk.with(node)) {
            var refused = other.post("/v1/transfers", Talk.pay(Talk.id(), 1, ""), "Florin-Min-Sequence: 1;epoch=7");
            assertProblem(400, "request_invalid", "Florin-Min-Sequence", refused);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/v1/accounts, 503, read_model_unavailable",
        "/v1/accounts?ledger=978&limit=10, 503, read_model_unavailable",
        "/v1/transfers?account_id=" + Talk.ALICE + ", 503, read_model_unavailable",
        "/v1/accounts/" + Talk.ALICE + "/balance?at=2026-11-20T18:04:11Z, 503, read_model_unavailable",
        "/v1/accounts/" + Talk.ALICE + "/entries?order=asc, 503, read_model_unavailable",
        "/v1/accounts?limit=0, 400, request_invalid",
        "/v1/accounts?order=up, 400, request_invalid",
        "/v1/accounts/7/entries, 400, request_invalid",
    })
    void historyIsSaidToBeMissing(String target, int status, String code) throws Exception {
        assertProblem(status, code, http.get(target));
    }

    @Test
    void theCatalogueIsThere() throws Exception {
        assertEquals("{\"data\":[]}", http.get("/v1/ledgers").body());
    }
}
