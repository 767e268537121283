package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every resource says to bodies, headers and paths that are wrong, by status, code and parameter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourceFaultsTest {
    private static final String HOLD = "019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44";
    private static final String[] KEYED = {"Idempotency-Key: k", "If-Match: \"0\""};

    private TestNode node;
    private Talk http;
    private Talk admin;

    @BeforeAll
    void start() throws Exception {
        node = TestNode.start();
        http = Talk.with(node);
        admin = Talk.withAdmin(node);
        http.openAccounts();
    }

    @AfterAll
    void close() throws Exception {
        http.close();
        admin.close();
        node.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "post|{}|",
                "post|{'amount':1.0}|amount",
                "post|{'amount':-1}|amount",
                "post|{'amount':9223372036854775808}|amount",
                "post|{'amount':1,'amount':1}|amount",
                "post|{'partial':1}|partial",
                "post|{'partial':'true'}|partial",
                "post|{'partial':null}|partial",
                "post|{'partial':true,'partial':true}|partial",
                "post|{'group':'yes'}|group",
                "post|{'flags':['group']}|flags",
                "post|{'pending_id':'" + HOLD + "'}|pending_id",
                "post|{'debit_account_id':'" + HOLD + "'}|debit_account_id",
                "post|{'timeout':1}|timeout",
                "post|{'timestamp':'2026-11-20T18:04:11Z'}|timestamp",
                "post|{'colour':1}|colour",
                "post|[]|",
                "post|{'id':'x'}|id",
                "void|{'amount':1}|amount",
                "void|{'partial':true}|partial",
                "void|{'group':0}|group",
                "void|{'ledger':-1}|ledger",
                "void|{'ledger':978,'currency':'EUR'}|currency",
                "void|{'code':65536}|code",
                "void|{'user_data_64':7}|user_data_64",
                "void|{} {}|",
            })
    void aSettlementOfTheWrongFormIsRefusedByItsField(String how, String json, String param) throws Exception {
        boolean isEmpty = json.equals("{}");
        var refused = http.post("/v1/holds/" + HOLD + "/" + how, json);
        if (isEmpty) assertProblem(400, "idempotency_key_missing", refused);
        else assertProblem(400, "request_invalid", param == null ? "" : param, refused);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "limits|{}|debit_allowance",
                "limits|{'debit_allowance':1}|credit_allowance",
                "limits|{'credit_allowance':1}|debit_allowance",
                "limits|{'debit_allowance':-1,'credit_allowance':0}|debit_allowance",
                "limits|{'debit_allowance':0,'credit_allowance':0.5}|credit_allowance",
                "limits|{'debit_allowance':0,'credit_allowance':1e3}|credit_allowance",
                "limits|{'debit_allowance':0,'debit_allowance':0,'credit_allowance':1}|debit_allowance",
                "limits|{'debit_allowance':9223372036854775808,'credit_allowance':1}|debit_allowance",
                "limits|{'debit_allowance':0,'credit_allowance':1,'expected_version':1}|expected_version",
                "limits|{'id':'" + HOLD + "','debit_allowance':0,'credit_allowance':1}|id",
                "limits|[]|",
                "status|{}|debits_frozen",
                "status|{'debits_frozen':true}|credits_frozen",
                "status|{'credits_frozen':true}|debits_frozen",
                "status|{'debits_frozen':1,'credits_frozen':true}|debits_frozen",
                "status|{'debits_frozen':'true','credits_frozen':true}|debits_frozen",
                "status|{'debits_frozen':true,'credits_frozen':null}|credits_frozen",
                "status|{'debits_frozen':true,'debits_frozen':true,'credits_frozen':true}|debits_frozen",
                "status|{'debits_frozen':true,'credits_frozen':true,'reason_code':65536}|reason_code",
                "status|{'debits_frozen':true,'credits_frozen':true,'reason_code':-1}|reason_code",
                "status|{'debits_frozen':true,'credits_frozen':true,'reason_code':'1'}|reason_code",
                "status|{'debits_frozen':true,'credits_frozen':true,'closed':true}|closed",
                "status|7|",
            })
    void aControlOfTheWrongFormIsRefusedByItsField(String what, String json, String param) throws Exception {
        var refused = http.put("/v1/accounts/" + Talk.ALICE + "/" + what, json, KEYED);
        assertProblem(400, "request_invalid", param == null ? "" : param, refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0",
                "\"\"",
                "\"-1\"",
                "\"+1\"",
                "\"1.0\"",
                "\"4294967296\"",
                "\"00000000001\"",
                "*",
                "W/\"1\"",
                "\"1",
                "\"a\""
            })
    void aVersionOfAnotherFormIsRefused(String version) throws Exception {
        String json = "{'debit_allowance':0,'credit_allowance':0}";
        String path = "/v1/accounts/" + Talk.ALICE + "/limits";
        assertProblem(
                400, "request_invalid", "If-Match", http.put(path, json, "Idempotency-Key: v", "If-Match: " + version));
        assertProblem(400, "request_invalid", "If-Match", http.put(path, json, "Idempotency-Key: v"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "grants|{}|principal",
                "grants|{'principal':2,'rights':[]}|ledger",
                "grants|{'principal':2,'ledger':978}|rights",
                "grants|{'principal':0,'ledger':978,'rights':[]}|principal",
                "grants|{'principal':-1,'ledger':978,'rights':[]}|principal",
                "grants|{'principal':1.5,'ledger':978,'rights':[]}|principal",
                "grants|{'principal':'+2','ledger':978,'rights':[]}|principal",
                "grants|{'principal':'bob','ledger':978,'rights':[]}|principal",
                "grants|{'principal':18446744073709551616,'ledger':978,'rights':[]}|principal",
                "grants|{'principal':2,'ledger':4294967296,'rights':[]}|ledger",
                "grants|{'principal':2,'ledger':978,'currency':'EUR','rights':[]}|currency",
                "grants|{'principal':2,'ledger':978,'rights':'read'}|rights",
                "grants|{'principal':2,'ledger':978,'rights':['write']}|rights",
                "grants|{'principal':2,'ledger':978,'rights':['read','read']}|rights",
                "grants|{'principal':2,'ledger':978,'rights':[1]}|rights",
                "grants|{'principal':2,'ledger':978,'rights':[],'note':'x'}|note",
                "capacities|{}|",
                "capacities|{'accounts_max':0}|accounts_max",
                "capacities|{'accounts_max':-1}|accounts_max",
                "capacities|{'accounts_max':1e6}|accounts_max",
                "capacities|{'accounts_max':'70000'}|accounts_max",
                "capacities|{'accounts_max':9223372036854775808}|accounts_max",
                "capacities|{'window_seconds':9223372037}|window_seconds",
                "capacities|{'grants_max':17,'grants_max':17}|grants_max",
                "capacities|{'windowNs':1}|windowNs",
                "days|{}|ledger",
                "days|{'ledger':978}|date",
                "days|{'date':'2026-11-20'}|ledger",
                "days|{'ledger':978,'currency':'EUR','date':'2026-11-20'}|currency",
                "days|{'ledger':978,'date':20261120}|date",
                "days|{'ledger':978,'date':'2026-02-29'}|date",
                "days|{'ledger':978,'date':'2026-11-20T00:00:00Z'}|date",
                "days|{'ledger':978,'date':'1969-12-31'}|date",
                "days|{'ledger':978,'date':'+10000-01-01'}|date",
                "days|{'ledger':-1,'date':'2026-11-20'}|ledger",
                "days|{'ledger':978,'date':'2026-11-20','zone':'UTC'}|zone",
            })
    void whatAnOperatorSaysInTheWrongFormIsRefusedByItsField(String what, String json, String param) throws Exception {
        var refused = admin.post("/v1/" + what, json, KEYED);
        assertProblem(400, "request_invalid", param == null ? "" : param, refused);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /v1/holds/17, 400, request_invalid, id",
        "GET, /v1/outcomes/17, 400, request_invalid, id",
        "PUT, /v1/accounts/17/limits, 400, request_invalid, id",
        "PUT, /v1/accounts/17/status, 400, request_invalid, id",
        "POST, /v1/holds/17/post, 400, request_invalid, pending_id",
        "POST, /v1/holds/17/void, 400, request_invalid, pending_id",
    })
    void aPathWithoutAnIdIsRefused(String method, String path, int status, String code, String param) throws Exception {
        String json = path.endsWith("limits")
                ? "{'debit_allowance':0,'credit_allowance':0}"
                : "{'debits_frozen':true,'credits_frozen':true}";
        var refused = method.equals("GET") ? http.get(path) : http.send(method, path, json, KEYED);
        assertProblem(status, code, param, refused);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /v1/holds, POST",
        "POST, /v1/outcomes/" + HOLD + ", GET",
        "GET, /v1/accounts/" + Talk.ALICE + "/limits, PUT",
        "POST, /v1/accounts/" + Talk.ALICE + "/status, PUT",
        "PUT, /v1/holds/" + HOLD + "/post, POST",
        "DELETE, /v1/holds/" + HOLD + "/void, POST",
    })
    void aMethodThatAResourceLacksIsNamed(String method, String path, String allowed) throws Exception {
        try (var other = Talk.with(node)) {
            var refused = method.equals("GET") ? other.get(path) : other.send(method, path, "{}", KEYED);
            assertProblem(405, "method_not_allowed", refused);
            assertEquals(allowed, refused.header("Allow"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/holds/" + HOLD + "/pay",
        "/v1/holds/" + HOLD + "/post/now",
        "/v1/holds//x/post",
        "/v1/accounts/" + Talk.ALICE + "/limits/",
        "/v1/accounts//limits/status",
        "/v1/outcomes",
    })
    void aPathThatLeadsNowhereIsNotFound(String path) throws Exception {
        assertProblem(404, "resource_not_found", http.get(path));
    }

    /** The ledger's own refusals of what JSON can say, with the field that each is about. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "%id|'flags':['linked']|400|linked_event_chain_open|flags",
                "%id|'flags':['post_pending_transfer']|400|flags_are_mutually_exclusive|flags",
                "%id|'flags':['balancing_debit','void_pending_transfer']|400|flags_are_mutually_exclusive|flags",
                "%id|'flags':['group']|400|flags_are_mutually_exclusive|flags",
                "%id|'pending_id':'" + HOLD + "'|400|pending_id_must_be_zero|pending_id",
                "%id|'timestamp':'2026-11-20T18:04:11Z'|400|timestamp_must_be_zero|timestamp",
                "%id|'flags':['imported']|422|imported_event_timestamp_out_of_range|timestamp",
                "%id|'flags':['imported'],'timestamp':'2026-11-20T18:04:11Z','timeout':1|422|X|timestamp",
                Talk.ZERO + "|'code':1|400|id_must_not_be_zero|id",
                Talk.ALL_ONES + "|'code':1|400|id_must_not_be_int_max|id",
                Talk.BANK + "|'code':1|422|id_too_old|id",
                "ffffffff-ffff-7000-8000-000000000000|'code':1|422|id_in_future|id",
            })
    void whatTheLedgerRefusesIsNamed(String id, String field, int status, String code, String param) throws Exception {
        String json = "{'id':'" + (id.equals("%id") ? Talk.id() : id) + "','debit_account_id':'" + Talk.BANK
                + "','credit_account_id':'" + Talk.ALICE + "','amount':1,'ledger':978,"
                + (field.startsWith("'code'") ? "" : "'code':1,") + field + "}";
        String expected = code.equals("X") ? "imported_event_timestamp_must_postdate_debit_account" : code;
        assertProblem(status, expected, param, http.post("/v1/holds", json));
    }

    @Test
    void aBatchIsAtMost8190EventsLong() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 8_190; i++) events.add("{'id':'" + Talk.id() + "','amount':0}");
        String refused = http.post("/v1/transfers/batch", events.toString()).body();
        assertTrue(refused.startsWith("{\"events\":8190,"), refused.substring(0, 80));
        events.add("{'id':'" + Talk.id() + "','amount':0}");
        assertProblem(413, "batch_too_large", http.post("/v1/transfers/batch", events.toString()));
        assertProblem(400, "request_invalid", "", http.post("/v1/transfers/batch", "[]"));
    }

    @Test
    void aChainThatNeverClosesFailsAsAWhole() throws Exception {
        String linked = ",'flags':['linked']";
        String chain = "[" + Talk.pay(Talk.id(), 1, linked) + "," + Talk.pay(Talk.id(), 1, linked) + "]";
        var failed = http.post("/v1/transfers/batch", chain);
        Talk.assertHas("'code':'linked_event_failed'", failed);
        Talk.assertHas("'code':'linked_event_chain_open'", failed);
        var atomic = http.post("/v1/transfers/batch?atomic=true", chain);
        assertProblem(400, "linked_event_chain_open", "[1].flags", atomic);
    }
}
