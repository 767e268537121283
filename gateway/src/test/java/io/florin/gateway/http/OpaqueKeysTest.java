package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.assertHas;
import static io.florin.gateway.http.Talk.assertProblem;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the id policy {@code any} a key alone is enough for whatever is created, and may be any text. */
class OpaqueKeysTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([-0-9a-f]{36})\"");

    private TestNode node;
    private Talk http;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.startWithAnyId();
        http = Talk.with(node);
        http.openAccounts();
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        node.close();
    }

    @Test
    void aTransferIsMadeOnceUnderAnyText() throws Exception {
        var created = http.post("/v1/transfers", withoutId(7), "Idempotency-Key: order-17");
        assertEquals(201, created.status(), created.toString());
        var again = http.post("/v1/transfers", withoutId(7), "Idempotency-Key: order-17");
        assertEquals("true", again.header("Idempotent-Replayed"), again.toString());
        assertEquals(created.header("Florin-Sequence"), again.header("Florin-Sequence"));
        assertEquals(idOf(created), idOf(again));
        assertHas("'credits_posted':7,", http.get("/v1/accounts/" + ALICE));
        assertProblem(422, "key_reused", http.post("/v1/transfers", withoutId(8), "Idempotency-Key: order-17"));
        var next = http.post("/v1/transfers", withoutId(7), "Idempotency-Key: order-18");
        assertNotEquals(idOf(created), idOf(next));
        assertHas("'credits_posted':14,", http.get("/v1/accounts/" + ALICE));
        assertHas("'amount':7,", http.get("/v1/transfers/" + idOf(created)));
    }

    @Test
    void aHoldAndItsPostAsWell() throws Exception {
        var placed = http.post("/v1/holds", withoutId(9), "Idempotency-Key: stay-204");
        assertEquals(201, placed.status(), placed.toString());
        String path = "/v1/holds/" + idOf(placed) + "/post";
        var posted = http.post(path, "{'amount':4}", "Idempotency-Key: stay-204");
        assertEquals(201, posted.status(), posted.toString());
        assertNotEquals(idOf(placed), idOf(posted), "the path belongs to the key");
        assertEquals(
                "true",
                http.post(path, "{'amount':4}", "Idempotency-Key: stay-204").header("Idempotent-Replayed"));
        assertHas("'credits_pending':0,'credits_posted':4,", http.get("/v1/accounts/" + ALICE));
    }

    /** A UUID without a time in it is a text like any other; a time-ordered one stays the id. */
    @Test
    void whatIsTheIdAndWhatIsNot() throws Exception {
        String random = "0f8fad5b-d9cb-469f-a165-70867728950e";
        assertEquals(4, UUID.fromString(random).version());
        var created = http.post("/v1/transfers", withoutId(1), "Idempotency-Key: " + random);
        assertEquals(201, created.status(), created.toString());
        assertNotEquals(random, idOf(created));
        String ordered = id();
        assertEquals(ordered, idOf(http.post("/v1/transfers", withoutId(1), "Idempotency-Key: " + ordered)));
        // In a body any id will do, also one of long ago.
        assertEquals(201, http.post("/v1/transfers", pay(random, 1, "")).status());
        assertProblem(400, "idempotency_key_missing", http.post("/v1/transfers", withoutId(1)));
    }

    private static String withoutId(long amountMinor) {
        return pay("", amountMinor, "").replace("'id':'',", "");
    }

    private static String idOf(RawClient.Response answer) {
        Matcher found = ID.matcher(answer.body());
        assertTrue(found.find(), answer.toString());
        return found.group(1);
    }
}
