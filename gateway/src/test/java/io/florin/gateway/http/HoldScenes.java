package io.florin.gateway.http;

import static io.florin.gateway.http.EveryRefusalTest.account;
import static io.florin.gateway.http.EveryRefusalTest.created;
import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.ALL_ONES;
import static io.florin.gateway.http.Talk.BANK;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.pay;
import static io.florin.gateway.http.Talk.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.RawClient.Response;
import io.florin.gateway.http.EveryRefusalTest.Scene;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How posts, voids and imports are refused by the ledger, as JSON. */
final class HoldScenes {
    private static final int GROUP = 4_096;
    private static final long BEHIND_A_SECOND_NS = TimeUnit.MILLISECONDS.toNanos(1_100);
    private static final String POST = ",'amount':'max','flags':['post_pending_transfer']";
    private static final String VOID = ",'flags':['void_pending_transfer']";

    private final Talk http;
    private final Map<String, Scene> scenes = new LinkedHashMap<>();

    HoldScenes(Talk http) {
        this.http = http;
    }

    private String hold(String more) throws Exception {
        return created(http, pay(id(), 5, ",'flags':['pending']" + more));
    }

    private Response settle(String hold, String more) throws Exception {
        return http.post("/v1/transfers", settlement(id(), hold, more));
    }

    private static String settlement(String id, String hold, String more) {
        return "{'id':'" + id + "','pending_id':'" + hold + "'" + more + "}";
    }

    private void ofHold(String code, String more) {
        scenes.put(code, () -> settle(hold(""), more));
    }

    Map<String, Scene> scenes() {
        scenes.clear();
        scenes.put(
                "pending_id_must_not_be_zero", () -> http.post("/v1/transfers", "{'id':'" + id() + "'" + POST + "}"));
        scenes.put("pending_id_must_not_be_int_max", () -> settle(ALL_ONES, POST));
        scenes.put("pending_id_must_be_different", () -> {
            String id = id();
            return http.post("/v1/transfers", settlement(id, id, POST));
        });
        scenes.put("pending_transfer_not_found", () -> settle(id(), POST));
        scenes.put("pending_transfer_not_pending", () -> settle(created(http, pay(id(), 1, "")), POST));
        ofHold("pending_transfer_has_different_debit_account_id", VOID + ",'debit_account_id':'" + ALICE + "'");
        ofHold("pending_transfer_has_different_credit_account_id", VOID + ",'credit_account_id':'" + BANK + "'");
        ofHold("pending_transfer_has_different_ledger", VOID + ",'ledger':840");
        ofHold("pending_transfer_has_different_code", VOID + ",'code':11");
        ofHold("pending_transfer_has_different_amount", VOID + ",'amount':1");
        ofHold("exceeds_pending_transfer_amount", POST.replace("'max'", "6"));
        scenes.put("pending_transfer_already_posted", () -> twice(POST));
        scenes.put("pending_transfer_already_voided", () -> twice(VOID));
        scenes.put("pending_transfer_expired", () -> {
            String hold = hold(",'timeout':1");
            long endNs = System.nanoTime() + BEHIND_A_SECOND_NS;
            while (System.nanoTime() < endNs) Thread.onSpinWait();
            return settle(hold, POST);
        });
        scenes.put("too_many_legs", () -> {
            String group = POST.replace("[", "['group',");
            String both = settlement(id(), group(), group) + "," + settlement(id(), group(), group);
            return http.post("/v1/transfers/batch?atomic=true", "[" + both + "]");
        });
        return scenes;
    }

    private Response twice(String how) throws Exception {
        String hold = hold("");
        assertEquals(201, settle(hold, how).status());
        return settle(hold, how);
    }

    /** A chain of holds, known by its first. */
    private String group() throws Exception {
        String first = id();
        var events = new StringBuilder("[").append(pay(first, 1, ",'flags':['pending','linked']"));
        for (int i = 2; i < GROUP; i++) events.append(',').append(pay(id(), 1, ",'flags':['pending','linked']"));
        events.append(',').append(pay(id(), 1, ",'flags':['pending']")).append(']');
        var made = http.post("/v1/transfers/batch", events.toString());
        Talk.assertHas("'failures':[]", made);
        return first;
    }

    Map<String, Scene> ofImports() {
        scenes.clear();
        String imported = ",'flags':['imported']";
        scenes.put("imported_event_timestamp_out_of_range", () -> http.post("/v1/transfers", pay(id(), 1, imported)));
        scenes.put(
                "imported_event_timestamp_must_not_advance", () -> importAt("2200-01-01T00:00:00Z", BANK, ALICE, ""));
        scenes.put("imported_event_timestamp_must_not_regress", () -> {
            created(http, pay(id(), 1, ""));
            return importAt("2020-01-01T00:00:00Z", BANK, ALICE, "");
        });
        scenes.put("imported_event_timestamp_must_postdate_debit_account", () -> {
            String[] fresh = account(http, "");
            return importAt(fresh[1], fresh[0], BANK, "");
        });
        scenes.put("imported_event_timestamp_must_postdate_credit_account", () -> {
            String[] fresh = account(http, "");
            return importAt(fresh[1], BANK, fresh[0], "");
        });
        scenes.put("imported_event_timeout_must_be_zero", () -> {
            String now = account(http, "")[1];
            return importAt(now, BANK, ALICE, ",'timeout':1");
        });
        scenes.put("imported_event_expected", () -> {
            String first = account(http, "")[1];
            return chain(old(first), newAccount(""));
        });
        scenes.put("imported_event_not_expected", () -> {
            String first = account(http, "")[1];
            return chain(newAccount(""), old(first));
        });
        return scenes;
    }

    private Response importAt(String time, String debit, String credit, String more) throws Exception {
        String flags = more.isEmpty() ? "['imported']" : "['imported','pending']";
        String json = transfer(id(), debit, credit, 1, ",'flags':" + flags + ",'timestamp':'" + time + "'" + more);
        return http.post("/v1/transfers", json);
    }

    /** Just behind that time, so that it is later than every other account. */
    private static String old(String time) {
        return newAccount(
                ",'flags':['imported'],'timestamp':'" + Instant.parse(time).plusNanos(1) + "'");
    }

    private static String newAccount(String more) {
        return "{'id':'" + id() + "','ledger':978,'code':1" + more + "}";
    }

    private Response chain(String first, String second) throws Exception {
        return http.post("/v1/accounts/batch?atomic=true", "[" + first + "," + second + "]");
    }
}
