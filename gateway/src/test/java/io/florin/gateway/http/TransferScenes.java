package io.florin.gateway.http;

import static io.florin.gateway.http.EveryRefusalTest.account;
import static io.florin.gateway.http.EveryRefusalTest.bankToAlice;
import static io.florin.gateway.http.EveryRefusalTest.created;
import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.ALL_ONES;
import static io.florin.gateway.http.Talk.BANK;
import static io.florin.gateway.http.Talk.NOBODY;
import static io.florin.gateway.http.Talk.ZERO;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.key;
import static io.florin.gateway.http.Talk.pay;
import static io.florin.gateway.http.Talk.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.RawClient.Response;
import io.florin.gateway.TestNode;
import io.florin.gateway.http.EveryRefusalTest.Scene;
import java.util.LinkedHashMap;
import java.util.Map;

/** How accounts and transfers are refused by the ledger, as JSON. */
final class TransferScenes {
    private static final long MAX = Long.MAX_VALUE;
    private static final int ROOM = 4;
    private static final int GRANTS = 16;

    private final Talk http;
    private final Talk admin;
    private final Map<String, Scene> scenes = new LinkedHashMap<>();

    TransferScenes(Talk http, Talk admin) {
        this.http = http;
        this.admin = admin;
    }

    private void refused(String code, String json) {
        scenes.put(code, () -> http.post("/v1/transfers", json));
    }

    /** What a transfer says of itself. */
    Map<String, Scene> ofFields() {
        scenes.clear();
        refused("linked_event_chain_open", pay(id(), 1, ",'flags':['linked']"));
        refused("timestamp_must_be_zero", pay(id(), 1, ",'timestamp':'2026-11-20T18:04:11Z'"));
        refused("id_must_not_be_zero", pay(ZERO, 1, ""));
        refused("id_must_not_be_int_max", pay(ALL_ONES, 1, ""));
        refused("id_too_old", pay(BANK, 1, ""));
        refused("id_in_future", pay("ffffffff-ffff-7000-8000-000000000000", 1, ""));
        refused(
                "flags_are_mutually_exclusive",
                pay(id(), 1, ",'flags':['post_pending_transfer','void_pending_transfer']"));
        refused("debit_account_id_must_not_be_zero", transfer(id(), ZERO, ALICE, 1, ""));
        refused("debit_account_id_must_not_be_int_max", transfer(id(), ALL_ONES, ALICE, 1, ""));
        refused("credit_account_id_must_not_be_zero", transfer(id(), BANK, ZERO, 1, ""));
        refused("credit_account_id_must_not_be_int_max", transfer(id(), BANK, ALL_ONES, 1, ""));
        refused("accounts_must_be_different", transfer(id(), BANK, BANK, 1, ""));
        refused("pending_id_must_be_zero", pay(id(), 1, ",'pending_id':'" + NOBODY + "'"));
        refused("timeout_reserved_for_pending_transfer", pay(id(), 1, ",'timeout':1"));
        refused("closing_transfer_must_be_pending", pay(id(), 1, ",'flags':['closing_debit']"));
        refused("ledger_must_not_be_zero", bankToAlice(",'amount':1,'code':1"));
        refused("code_must_not_be_zero", bankToAlice(",'amount':1,'ledger':978"));
        refused("debit_account_not_found", transfer(id(), NOBODY, ALICE, 1, ""));
        refused("credit_account_not_found", transfer(id(), BANK, NOBODY, 1, ""));
        refused("transfer_must_have_the_same_ledger_as_accounts", bankToAlice(",'amount':1,'code':1,'ledger':840"));
        scenes.put("accounts_must_have_the_same_ledger", () -> {
            String points = account(http, ",'ledger':9001")[0];
            return http.post("/v1/transfers", transfer(id(), BANK, points, 1, ""));
        });
        scenes.put("id_already_failed", () -> {
            String burnt = transfer(id(), NOBODY, ALICE, 1, "");
            assertEquals(422, http.post("/v1/transfers", burnt).status());
            return http.post("/v1/transfers", burnt);
        });
        scenes.put(
                "linked_event_failed",
                () -> http.post(
                        "/v1/transfers/batch",
                        "[" + pay(id(), 1, ",'flags':['linked']") + "," + pay(ZERO, 1, "") + "]"));
        return scenes;
    }

    /** What an id may not become a second time. */
    Map<String, Scene> ofTheSameId() {
        scenes.clear();
        String other = ",'amount':1,'ledger':978,'code':10";
        again("flags", other + ",'flags':['pending']");
        again("debit_account_id", other, "'" + NOBODY + "'", "'" + ALICE + "'");
        again("credit_account_id", other, "'" + BANK + "'", "'" + NOBODY + "'");
        again("amount", other.replace("1,", "2,"));
        again("user_data_128", other + ",'user_data_128':'" + NOBODY + "'");
        again("user_data_64", other + ",'user_data_64':'7'");
        again("user_data_32", other + ",'user_data_32':7");
        again("ledger", other.replace("978", "840"));
        again("code", other.replace("10", "11"));
        scenes.put("exists_with_different_timeout", () -> {
            String id = id();
            created(http, pay(id, 1, ",'flags':['pending'],'timeout':60"));
            return http.post("/v1/transfers", pay(id, 1, ",'flags':['pending'],'timeout':61"));
        });
        scenes.put("exists_with_different_pending_id", () -> {
            String id = id();
            String first = created(http, pay(id(), 1, ",'flags':['pending']"));
            String second = created(http, pay(id(), 1, ",'flags':['pending']"));
            assertEquals(
                    201,
                    http.post("/v1/holds/" + first + "/post", "{'id':'" + id + "'}")
                            .status());
            return http.post("/v1/holds/" + second + "/post", "{'id':'" + id + "'}");
        });
        return scenes;
    }

    private void again(String field, String fields) {
        again(field, fields, "'" + BANK + "'", "'" + ALICE + "'");
    }

    private void again(String field, String fields, String debit, String credit) {
        scenes.put("exists_with_different_" + field, () -> {
            String id = created(http, pay(id(), 1, ""));
            return http.post(
                    "/v1/transfers",
                    "{'id':'" + id + "','debit_account_id':" + debit + ",'credit_account_id':" + credit + fields + "}");
        });
    }

    /** What accounts allow, and how much fits. */
    Map<String, Scene> ofBalances() {
        scenes.clear();
        refused("exceeds_credits", transfer(id(), ALICE, BANK, 1_000_000_000, ""));
        scenes.put("exceeds_debits", () -> {
            String payee = account(http, ",'flags':['credits_must_not_exceed_debits']")[0];
            return http.post("/v1/transfers", transfer(id(), BANK, payee, 1, ""));
        });
        scenes.put("debit_account_frozen", () -> frozen(true));
        scenes.put("credit_account_frozen", () -> frozen(false));
        scenes.put("debit_account_already_closed", () -> closed(true));
        scenes.put("credit_account_already_closed", () -> closed(false));
        String pending = ",'flags':['pending']";
        overflow("debits_pending", pending, pending, true);
        overflow("credits_pending", pending, pending, false);
        overflow("debits_posted", "", "", true);
        overflow("credits_posted", "", "", false);
        overflow("debits", pending, "", true);
        overflow("credits", pending, "", false);
        scenes.put("accounts_full", () -> inSmallNode(TransferScenes::oneAccountTooMany));
        scenes.put("transfers_full", () -> inSmallNode(TransferScenes::oneHoldTooMany));
        scenes.put("grants_full", () -> {
            for (int principal = 2; principal <= GRANTS; principal++) {
                assertEquals(
                        200, admin.post("/v1/grants", grant(principal), key()).status());
            }
            return admin.post("/v1/grants", grant(GRANTS + 1), key());
        });
        return scenes;
    }

    private static String grant(int principal) {
        return "{'principal':" + principal + ",'ledger':978,'rights':['read']}";
    }

    private Response frozen(boolean isDebit) throws Exception {
        String account = account(http, "")[0];
        String json = "{'debits_frozen':" + isDebit + ",'credits_frozen':" + !isDebit + "}";
        assertEquals(
                200,
                http.put("/v1/accounts/" + account + "/status", json, key()).status());
        return http.post("/v1/transfers", transfer(id(), isDebit ? account : BANK, isDebit ? BANK : account, 1, ""));
    }

    private Response closed(boolean isDebit) throws Exception {
        String account = account(http, "")[0];
        String debit = isDebit ? account : BANK;
        String credit = isDebit ? BANK : account;
        String closing = isDebit ? "closing_debit" : "closing_credit";
        created(http, transfer(id(), debit, credit, 0, ",'flags':['pending','" + closing + "']"));
        return http.post("/v1/transfers", transfer(id(), debit, credit, 1, ""));
    }

    /** One account takes all there can be; with it on the same side, one more does not fit. */
    private void overflow(String sum, String first, String second, boolean isDebit) {
        scenes.put("overflows_" + sum, () -> {
            String full = account(http, "")[0];
            String one = account(http, "")[0];
            String two = account(http, "")[0];
            created(http, transfer(id(), isDebit ? full : one, isDebit ? one : full, MAX, first));
            return http.post("/v1/transfers", transfer(id(), isDebit ? full : two, isDebit ? two : full, 1, second));
        });
    }

    /** What a client of a small node does so that it is refused. */
    @FunctionalInterface
    private interface SmallScene {
        Response play(Talk small) throws Exception;
    }

    private static Response inSmallNode(SmallScene scene) throws Exception {
        try (var node = TestNode.startSmall(ROOM, ROOM);
                var small = Talk.with(node)) {
            small.openAccounts();
            return scene.play(small);
        }
    }

    private static Response oneAccountTooMany(Talk small) throws Exception {
        for (int i = 2; i < ROOM; i++) account(small, "");
        return small.post("/v1/accounts", "{'id':'" + id() + "','ledger':978,'code':1}");
    }

    private static Response oneHoldTooMany(Talk small) throws Exception {
        for (int i = 0; i < ROOM; i++) created(small, pay(id(), 1, ",'flags':['pending']"));
        return small.post("/v1/transfers", pay(id(), 1, ",'flags':['pending']"));
    }
}
