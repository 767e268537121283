package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.BANK;
import static io.florin.gateway.http.Talk.assertAnswer;
import static io.florin.gateway.http.Talk.assertHas;
import static io.florin.gateway.http.Talk.assertProblem;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds over HTTP: placed, looked at, posted whole and in parts, voided, settled in groups, expired. */
class HoldsTest {
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
    void aHoldIsPlacedAndPosted() throws Exception {
        String hold = hold(100, "");
        assertHas("'pending_status':'pending'", http.get("/v1/holds/" + hold));
        assertHas("'flags':['pending']", http.get("/v1/holds/" + hold));
        assertHas("'credits_pending':100,", http.get("/v1/accounts/" + ALICE));

        String post = id();
        var posted = http.post("/v1/holds/" + hold + "/post", "{'id':'" + post + "'}");
        assertAnswer(201, "{'id':'" + post + "','result':'created','timestamp':T}", posted);
        assertHas("'pending_status':'posted'", http.get("/v1/holds/" + hold));
        assertHas("'credits_posted':100,", http.get("/v1/accounts/" + ALICE));
        assertHas("'pending_id':'" + hold + "'", http.get("/v1/transfers/" + post));

        var again = http.post("/v1/holds/" + hold + "/post", "{'id':'" + post + "'}");
        assertAnswer(200, "{'id':'" + post + "','result':'exists','timestamp':T}", again);
        assertEquals("true", again.header("Idempotent-Replayed"));
    }

    @Test
    void lessPostsThatMuchAndReleasesTheRest() throws Exception {
        String hold = hold(100, "");
        assertEquals(201, settle(hold, "post", ",'amount':30").status());
        assertHas("'credits_pending':0,'credits_posted':30,", http.get("/v1/accounts/" + ALICE));
        assertProblem(409, "pending_transfer_already_posted", settle(hold, "post", ""));
    }

    @Test
    void aPartLeavesTheRestPending() throws Exception {
        String hold = hold(100, "");
        assertEquals(201, settle(hold, "post", ",'amount':30,'partial':true").status());
        assertHas("'credits_pending':70,'credits_posted':30,", http.get("/v1/accounts/" + ALICE));
        assertEquals(201, settle(hold, "post", ",'amount':20,'partial':true").status());
        assertProblem(422, "exceeds_pending_transfer_amount", settle(hold, "post", ",'amount':51"));
        assertEquals(201, settle(hold, "void", "").status());
        assertHas("'credits_pending':0,'credits_posted':50,", http.get("/v1/accounts/" + ALICE));
        assertProblem(409, "pending_transfer_already_voided", settle(hold, "void", ""));
        assertProblem(409, "pending_transfer_already_voided", settle(hold, "post", ",'amount':1"));
    }

    @Test
    void aGroupIsPostedAsOne() throws Exception {
        String first = id();
        String second = id();
        String group = "[" + pay(first, 10, ",'flags':['pending','linked']") + ","
                + pay(second, 20, ",'flags':['pending']") + "]";
        assertHas("'failures':[]", http.post("/v1/transfers/batch", group));
        assertProblem(409, "pending_transfer_not_pending", settle(second, "post", ",'group':true"));
        assertEquals(201, settle(first, "post", ",'group':true").status());
        assertHas("'pending_status':'posted'", http.get("/v1/holds/" + second));
        assertHas("'credits_pending':0,'credits_posted':30,", http.get("/v1/accounts/" + ALICE));
    }

    @Test
    void aHoldEndsAtItsTime() throws Exception {
        String hold = hold(100, ",'timeout':1");
        long deadlineNs = System.nanoTime() + 10_000_000_000L;
        var late = settle(hold, "post", ",'amount':1,'partial':true");
        while (late.status() == 201 && System.nanoTime() < deadlineNs) {
            late = settle(hold, "post", ",'amount':0,'partial':true");
        }
        assertProblem(409, "pending_transfer_expired", late);
    }

    @Test
    void whatIsNoHoldIsNotFoundOrNotPending() throws Exception {
        assertProblem(404, "resource_not_found", "id", http.get("/v1/holds/" + id()));
        String plain = id();
        assertEquals(201, http.post("/v1/transfers", pay(plain, 1, "")).status());
        assertProblem(404, "resource_not_found", "id", http.get("/v1/holds/" + plain));
        assertEquals(200, http.get("/v1/transfers/" + plain).status());
        assertProblem(409, "pending_transfer_not_pending", settle(plain, "post", ""));
        assertProblem(404, "pending_transfer_not_found", settle(id(), "void", ""));
        assertProblem(400, "pending_id_must_not_be_zero", settle(Talk.ZERO, "void", ""));
        assertProblem(400, "pending_id_must_not_be_int_max", settle(Talk.ALL_ONES, "post", ""));
        String hold = hold(1, "");
        var itself = http.post("/v1/holds/" + hold + "/post", "{'id':'" + hold + "'}");
        assertProblem(422, "exists_with_different_flags", itself);
    }

    @Test
    void aStateSeenThroughAnotherResourceIs422() throws Exception {
        String hold = hold(5, "");
        assertEquals(201, settle(hold, "void", "").status());
        String post = pay(id(), 5, ",'flags':['post_pending_transfer'],'pending_id':'" + hold + "'");
        assertProblem(422, "pending_transfer_already_voided", http.post("/v1/transfers", post));
    }

    @Test
    void aKeyIsTheIdOfTheHoldAndOfItsPost() throws Exception {
        String hold = id();
        String body = pay(hold, 7, "").replace("'id':'" + hold + "',", "");
        assertEquals(
                201, http.post("/v1/holds", body, "Idempotency-Key: " + hold).status());
        assertEquals(
                200, http.post("/v1/holds", body, "Idempotency-Key: " + hold).status());
        String post = id();
        String path = "/v1/holds/" + hold + "/post";
        assertEquals(201, http.post(path, "{}", "Idempotency-Key: " + post).status());
        assertEquals(200, http.post(path, "{}", "Idempotency-Key: " + post).status());
        assertHas("'amount':7,", http.get("/v1/transfers/" + post));
        assertProblem(400, "idempotency_key_missing", http.post(path, "{}"));
        var opaque = http.post(path, "{}", "Idempotency-Key: capture-17");
        assertProblem(400, "idempotency_key_not_time_ordered", opaque);
    }

    @Test
    void aClosingHoldClosesTheAccountUntilItIsVoided() throws Exception {
        String closing = hold(0, ",'flags':['closing_credit']");
        assertHas("'closed'", http.get("/v1/accounts/" + ALICE));
        assertProblem(422, "credit_account_already_closed", http.post("/v1/transfers", pay(id(), 1, "")));
        assertProblem(422, "credit_account_already_closed", settle(closing, "post", ""));
        assertEquals(201, settle(closing, "void", "").status());
        assertEquals(201, http.post("/v1/transfers", pay(id(), 1, "")).status());
    }

    @Test
    void aHoldInheritsNothingButItsSettlementDoes() throws Exception {
        String hold = hold(9, ",'user_data_64':'17','user_data_32':3,'user_data_128':'" + BANK + "'");
        String post = id();
        String body = "{'id':'" + post + "','ledger':978,'code':10,'user_data_32':4}";
        assertEquals(201, http.post("/v1/holds/" + hold + "/post", body).status());
        var found = http.get("/v1/transfers/" + post);
        assertHas("'debit_account_id':'" + BANK + "','credit_account_id':'" + ALICE + "','amount':9,", found);
        assertHas("'user_data_128':'" + BANK + "','user_data_64':'17','user_data_32':4,", found);
        assertHas("'flags':['post_pending_transfer']", found);
    }

    private String hold(long amountMinor, String more) throws Exception {
        String id = id();
        var placed = http.post("/v1/holds", pay(id, amountMinor, more));
        assertAnswer(201, "{'id':'" + id + "','result':'created','timestamp':T}", placed);
        return id;
    }

    private RawClient.Response settle(String hold, String how, String more) throws Exception {
        return http.post("/v1/holds/" + hold + "/" + how, "{'id':'" + id() + "'" + more + "}");
    }
}
