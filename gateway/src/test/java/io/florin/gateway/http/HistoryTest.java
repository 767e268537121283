package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertAnswer;
import static io.florin.gateway.http.Talk.assertHas;
import static io.florin.gateway.http.Talk.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.History;
import io.florin.gateway.History.Balances;
import io.florin.gateway.History.Entry;
import io.florin.gateway.History.Filter;
import io.florin.gateway.History.Page;
import io.florin.gateway.History.Place;
import io.florin.gateway.History.Position;
import io.florin.gateway.History.Side;
import io.florin.gateway.History.Span;
import io.florin.gateway.TestNode;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.PendingStatus;
import io.florin.protocol.codec.TransferRowEncoder;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** History at the HTTP door, with what was made up; the real one is ops' business. Answers keep to the document. */
class HistoryTest {
    private static final UUID ALICE = UUID.fromString(Talk.ALICE);
    private static final UUID BANK = UUID.fromString(Talk.BANK);
    private static final UUID ID = UUID.fromString("019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44");
    private static final Position NOW = new Position(Long.MAX_VALUE, 7, 0);
    private static final Balances BEHIND = new Balances(0, 30, 5, 100);

    private TestNode node;
    private Talk http;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start();
        http = Talk.with(node);
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        node.close();
    }

    private static Entry entry(long sequence, boolean isDebit, long amount, Balances behind) {
        return new Entry(
                new Place(sequence, 0), 1_000_000_001L, isDebit, "post", ID, BANK, BANK, 10, amount, -1, behind);
    }

    private void finds(History.Found found) {
        node.history().answer(NOW, found);
    }

    @Test
    void everyFilterIsAsked() throws Exception {
        finds(new History.Objects(new byte[0], 0, null));
        String all = "/v1/transfers?limit=7&order=asc&ledger=978&code=10&account_id=" + Talk.ALICE + "&side=credit"
                + "&user_data_128=" + ID + "&user_data_64=18446744073709551615&user_data_32=4294967295"
                + "&from=2026-11-20T00:00:00Z&to=2026-11-20T00:00:00.000000001Z";
        assertEquals(200, http.get(all).status());
        long from = 1_795_132_800L * 1_000_000_000;
        assertEquals(
                new History.Transfers(
                        978,
                        10,
                        new Filter(ALICE, Side.CREDIT, ID, -1L, 4_294_967_295L),
                        new Span(from, from + 1),
                        new Page(7, true, null)),
                node.history().asked());
        assertAnswer(200, "{'data':[],'has_more':false}", http.get("/v1/accounts?ledger=978&code=1"));
        assertEquals(
                new History.Accounts(978, 1, new Page(100, false, null)),
                node.history().asked());
    }

    @Test
    void pagesFollowEachOtherByCursorAndByLink() throws Exception {
        var rows = new UnsafeBuffer(new byte[2 * TransferRowEncoder.ENCODED_LENGTH]);
        var row = new TransferRowEncoder();
        for (int i = 0; i < 2; i++) {
            row.wrap(rows, i * TransferRowEncoder.ENCODED_LENGTH)
                    .amount(5 + i)
                    .ledger(978)
                    .code(10)
                    .flags(2);
            row.pendingStatus(PendingStatus.EXPIRED)
                    .timestamp(1)
                    .id()
                    .high(ID.getMostSignificantBits())
                    .low(i);
        }
        finds(new History.Objects(rows.byteArray(), 2, new Place(41, 3)));
        var first = http.get("/v1/transfers?ledger=978&limit=2");
        assertHas("'amount':5,'ledger':978", first);
        assertHas("'pending_status':'expired'", first);
        assertHas("'has_more':true", first);
        Matcher link = Pattern.compile("<(.+)>; rel=\"next\"").matcher(first.header("Link"));
        assertTrue(link.matches(), first::toString);
        http.get(link.group(1));
        var second = (History.Transfers) node.history().asked();
        assertEquals(new Page(2, false, new Place(41, 3)), second.page());
        assertEquals(978, second.ledger());
        String cursor = link.group(1).replaceFirst(".*cursor=", "");
        assertProblem(400, "request_invalid", "cursor", http.get("/v1/accounts?cursor=" + cursor));
    }

    @Test
    void anAccountLooksAsTheRingShowsIt() throws Exception {
        http.openAccounts();
        String ring = http.get("/v1/accounts/" + Talk.ALICE).body();
        var row = new UnsafeBuffer(new byte[AccountRowEncoder.ENCODED_LENGTH]);
        var account = new AccountRowEncoder().wrap(row, 0).ledger(978).code(1).timestamp(1);
        account.id().high(ALICE.getMostSignificantBits()).low(ALICE.getLeastSignificantBits());
        finds(new History.Objects(row.byteArray(), 1, null));
        String listed = http.get("/v1/accounts").body();
        Pattern names = Pattern.compile("\"[a-z_0-9]+\":");
        assertEquals(
                names.matcher(ring).results().map(Object::toString).count() + 2,
                names.matcher(listed).results().count());
        assertTrue(listed.contains(Talk.ALICE), listed);
    }

    @Test
    void entriesTellBothSidesAndWhatWasBehindThem() throws Exception {
        finds(new History.Lines(ALICE, 978, Balances.NOTHING, List.of(entry(9, true, 30, BEHIND)), null));
        String expected = "{'account_id':'" + ALICE + "','ledger':978,'data':[{'sequence':9,'part':0,"
                + "'timestamp':'1970-01-01T00:00:01.000000001Z','kind':'post','side':'debit','transfer_id':'" + ID
                + "','counter_account_id':'" + BANK + "','code':10,'user_data_64':'18446744073709551615','pending_id':'"
                + BANK + "','amount':30,'debits_pending':0,'debits_posted':30,'credits_pending':5,"
                + "'credits_posted':100}],'has_more':false}";
        var answer = http.get("/v1/accounts/" + ALICE + "/entries");
        assertEquals(expected.replace('\'', '"'), answer.body());
        assertTrue(http.get("/v1/accounts/" + ALICE + "/entries", "Prefer: amounts=string")
                .body()
                .contains("\"amount\":\"30\",\"debits_pending\":\"0\""));
    }

    @Test
    void aStatementAddsUpInJsonAndCsv() throws Exception {
        Balances before = new Balances(0, Long.MAX_VALUE, 0, 0);
        Balances middle = new Balances(0, Long.MAX_VALUE, 0, 7);
        finds(new History.Lines(ALICE, 978, before, List.of(entry(3, false, 7, middle)), new Place(3, 0)));
        var json = http.get("/v1/accounts/" + ALICE + "/statement?from=2026-01-01T00:00:00Z&limit=1");
        assertHas("'opening_balance':-9223372036854775807,", json);
        assertHas("'credit':7,'balance':-9223372036854775800}", json);
        assertHas("'closing_balance':-9223372036854775800,'has_more':true", json);
        assertTrue(((History.Statement) node.history().asked()).page().isAscending());
        var csv = http.get("/v1/accounts/" + ALICE + "/statement?format=csv");
        assertEquals("text/csv", csv.header("Content-Type"));
        assertEquals(
                "sequence,timestamp,transfer_id,counter_account_id,code,debit,credit,balance,user_data_64\r\n"
                        + "3,1970-01-01T00:00:01.000000001Z," + ID + "," + BANK
                        + ",10,,7,-9223372036854775800,18446744073709551615\r\n",
                csv.body());
        assertTrue(csv.header("Link").contains("format=csv"), csv::toString);
    }

    @Test
    void balancesSumsAndDays() throws Exception {
        finds(new History.Balance(ALICE, 978, 9, BEHIND));
        assertHas("'sequence':9,'debits_pending':0,", http.get("/v1/accounts/" + ALICE + "/balance?at=17"));
        assertEquals(new History.BalanceAt(ALICE, 17, 0), node.history().asked());
        http.get("/v1/accounts/" + ALICE + "/balance?at=1970-01-01T00:00:00.5Z");
        assertEquals(
                new History.BalanceAt(ALICE, Long.MAX_VALUE, 500_000_000),
                node.history().asked());
        BigInteger wide = BigInteger.TEN.pow(25);
        finds(new History.Sheet(List.of(new History.Sums(978, 1, 2, wide, wide, wide, wide))));
        assertHas("'accounts':2,'debits_pending':" + wide, http.get("/v1/reports/trial-balance?ledger=978"));
        assertEquals(new History.TrialBalance(978), node.history().asked());
        finds(new History.Days(List.of(new History.Day(0, "2026-11-20", 9, 1))));
        assertHas("'ledger':0,'date':'2026-11-20','sequence':9", http.get("/v1/reports/daily-close?limit=5"));
        assertEquals(new History.ClosedDays(0, 5), node.history().asked());
    }

    @Test
    void anAnswerSaysHowFarAndHowOldItIs() throws Exception {
        finds(new History.Days(List.of()));
        var complete = http.get("/v1/reports/daily-close");
        assertEquals(Long.MAX_VALUE + ";epoch=7", complete.header("Florin-Sequence"));
        assertEquals("0", complete.header("Florin-Read-Lag-Ms"));
        assertNull(complete.headers().get("Florin-Read-Behind"));
        long longAgo = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - 60_000);
        node.history().answer(new Position(0, 7, longAgo), new History.Days(List.of()));
        var late = http.get("/v1/reports/daily-close");
        assertTrue(Long.parseLong(late.header("Florin-Read-Lag-Ms")) >= 59_000, late::toString);
        assertEquals("true", late.header("Florin-Read-Behind"));
    }

    @Test
    void anOwnWriteIsWaitedFor() throws Exception {
        finds(new History.Days(List.of()));
        node.history().reaches(4);
        var late = http.get("/v1/reports/daily-close", "Florin-Min-Sequence: 5;epoch=7", "Prefer: wait=0");
        assertProblem(503, "min_sequence_timeout", late);
        assertHas("history is at sequence 4, 1 before the one asked for", late);
        Thread.ofVirtual().start(() -> node.history().reaches(5));
        assertEquals(
                200,
                http.get("/v1/reports/daily-close", "Florin-Min-Sequence: 5;epoch=7", "Prefer: wait=5")
                        .status());
        assertProblem(421, "not_primary", http.get("/v1/accounts", "Florin-Min-Sequence: 5;epoch=8"));
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, 404, resource_not_found",
        "NOT_RETAINED, 410, position_not_retained",
        "BEYOND_THE_END, 400, request_invalid",
        "BUSY, 503, busy",
        "UNAVAILABLE, 503, read_model_unavailable",
    })
    void aRefusalHasItsName(History.Refusal refusal, int status, String code) throws Exception {
        node.history().refuse(refusal);
        assertProblem(status, code, http.get("/v1/accounts/" + ALICE + "/balance?at=17"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/accounts?limit=0",
                "/v1/accounts?limit=1001",
                "/v1/accounts?order=up",
                "/v1/accounts?ledger=0",
                "/v1/accounts?ledger=4294967296",
                "/v1/accounts?code=65536",
                "/v1/accounts?cursor=YTE6MS4w%27",
                "/v1/accounts?name=alice",
                "/v1/transfers?side=debit",
                "/v1/transfers?account_id=%27%20or%201=1--&side=debit",
                "/v1/transfers?account_id=ALICE&side=both",
                "/v1/transfers?user_data_64=-1",
                "/v1/transfers?user_data_64=18446744073709551616",
                "/v1/transfers?user_data_32=4294967296",
                "/v1/transfers?user_data_128=1;drop%20table%20movements",
                "/v1/transfers?from=yesterday",
                "/v1/transfers?from=2026-11-20T00:00:00%2B01:00",
                "/v1/transfers?from=2026-11-20T00:00:00Z&to=2026-11-20T00:00:00Z",
                "/v1/accounts/%27;drop%20table%20accounts;--/entries",
                "/v1/accounts/7/balance",
                "/v1/accounts/ALICE/balance?at=noon",
                "/v1/accounts/ALICE/balance?at=-1",
                "/v1/accounts/ALICE/statement?format=pdf",
                "/v1/accounts/ALICE/statement?order=desc",
                "/v1/reports/trial-balance?ledger=EUR",
            })
    void whatIsNotOfItsFormIsRefusedBeforeAnybodyIsAsked(String target) throws Exception {
        finds(new History.Days(List.of()));
        var refused = http.get(target.replace("ALICE", Talk.ALICE));
        assertProblem(400, "request_invalid", refused);
        assertFalse(refused.body().contains("drop"), refused::toString);
    }
}
