package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertAnswer;
import static io.florin.gateway.http.Talk.assertHas;
import static io.florin.gateway.http.Talk.assertProblem;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.key;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.LedgerNames;
import io.florin.gateway.LedgerNames.Entry;
import io.florin.gateway.TestNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue of ledgers, and a currency where a ledger is asked for. */
class LedgerNamesTest {
    private static final LedgerNames NAMES = new LedgerNames(List.of(
            Entry.ofCurrency(7, "EUR"),
            Entry.ofCurrency(826, "GBP"),
            Entry.ofCurrency(1_826, "GBP"),
            new Entry(9_001, "", 0, "loyalty")));

    @Test
    void theCatalogueIsServed() throws Exception {
        try (var node = TestNode.start(NAMES);
                var http = Talk.with(node)) {
            String catalogue = "{'data':[{'ledger':7,'currency':'EUR','exponent':2,'name':'EUR'},"
                    + "{'ledger':826,'currency':'GBP','exponent':2,'name':'GBP'},"
                    + "{'ledger':1826,'currency':'GBP','exponent':2,'name':'GBP'},"
                    + "{'ledger':9001,'exponent':0,'name':'loyalty'}]}";
            assertAnswer(200, catalogue, http.get("/v1/ledgers"));
        }
    }

    @Test
    void aCurrencyStandsForTheOneLedgerThatHasIt() throws Exception {
        try (var node = TestNode.start(NAMES);
                var http = Talk.with(node);
                var admin = Talk.withAdmin(node)) {
            String bank = open(http, "EUR");
            String alice = open(http, "EUR");
            assertHas("'ledger':7,", http.get("/v1/accounts/" + bank));
            assertHas("'ledger':392,", http.get("/v1/accounts/" + open(http, "JPY")));
            String pay = "{'id':'" + id() + "','debit_account_id':'" + bank + "','credit_account_id':'" + alice
                    + "','amount':1,'currency':'EUR','code':1}";
            assertEquals(201, http.post("/v1/transfers", pay).status());
            assertEquals(
                    201,
                    http.post("/v1/holds", pay.replaceFirst("'id':'[^']*'", "'id':'" + id() + "'"))
                            .status());
            String grant = "{'principal':5,'currency':'EUR','rights':['read']}";
            assertEquals(200, admin.post("/v1/grants", grant, key()).status());
        }
    }

    private static String open(Talk http, String currency) throws Exception {
        String id = id();
        var created = http.post("/v1/accounts", "{'id':'" + id + "','currency':'" + currency + "','code':1}");
        assertEquals(201, created.status(), created::toString);
        return id;
    }

    @Test
    void aCurrencyOfSeveralLedgersOrOfNoneNamesNone() throws Exception {
        try (var node = TestNode.start(NAMES);
                var http = Talk.with(node)) {
            String account = "{'id':'" + id() + "','currency':'GBP','code':1}";
            var shared = http.post("/v1/accounts", account);
            assertProblem(400, "currency_unknown", "currency", shared);
            assertHas("more than one ledger has the currency", shared);
            var none = http.post("/v1/accounts", account.replace("GBP", "XEU"));
            assertProblem(400, "currency_unknown", "currency", none);
            assertHas("no ledger has the currency", none);
        }
    }
}
