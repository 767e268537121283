package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertProblem;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.key;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.AddressRange;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who brings no key, or not theirs, hears one sentence, and nothing happens. */
class AuthenticationTest {
    private static final long SHOP = 17;
    private static final long OTHER = 18;
    private static final int RATE = 20;
    private static final String ALL = "'ledger':0,'rights':['read','post','admin']}";

    @TempDir
    Path folder;

    private final ApiKeyText shop = ApiKeyText.random();
    private final ApiKeyText other = ApiKeyText.random();
    private final ApiKeyText expired = ApiKeyText.random();
    private final ApiKeyText fromElsewhere = ApiKeyText.random();
    private final List<ApiKey> keys = new ArrayList<>();

    private Path file;
    private Doorkeeper doorkeeper;
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("keys");
        keys.add(known(shop, SHOP, List.of(), Optional.empty()));
        keys.add(known(other, OTHER, List.of(), Optional.empty()));
        keys.add(known(expired, SHOP, List.of(), Optional.of(Instant.EPOCH)));
        keys.add(known(fromElsewhere, SHOP, List.of(AddressRange.parse("10.0.0.0/8")), Optional.empty()));
        write();
        doorkeeper = Doorkeeper.of(file, RATE);
        node = TestNode.start(doorkeeper);
        try (var admin = Talk.withAdmin(node)) {
            for (long principal : List.of(SHOP, OTHER)) {
                assertEquals(
                        200,
                        admin.post("/v1/grants", "{'principal':" + principal + "," + ALL, key())
                                .status());
            }
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static ApiKey known(
            ApiKeyText text, long principal, List<AddressRange> addresses, Optional<Instant> expires) {
        return new ApiKey(text.id(), HexFormat.of().formatHex(text.sha256()), principal, addresses, expires);
    }

    private void write() throws IOException {
        Files.write(file, keys.stream().map(ApiKey::line).toList());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String bearer(ApiKeyText key) {
        return "Authorization: Bearer " + key.text();
    }

    /** Everything that is no good key. */
    private Map<String, String[]> badCredentials() {
        Map<String, String[]> bad = new LinkedHashMap<>();
        String good = shop.text();
        bad.put("none", new String[] {});
        bad.put("empty", new String[] {"Authorization: "});
        bad.put("another scheme", new String[] {"Authorization: Basic c2hvcDpzZWNyZXQ="});
        bad.put("no scheme", new String[] {"Authorization: " + good});
        bad.put("mistyped", new String[] {"Authorization: Bearer " + good.substring(0, good.length() - 1) + "u"});
        bad.put("cut", new String[] {"Authorization: Bearer " + good.substring(0, good.length() - 1)});
        bad.put("never issued", new String[] {bearer(ApiKeyText.random())});
        bad.put("another's secret", new String[] {
            "Authorization: Bearer fl_live_" + shop.id()
                    + other.text().substring(other.text().lastIndexOf('_'))
        });
        bad.put("expired", new String[] {bearer(expired)});
        bad.put("from elsewhere", new String[] {bearer(fromElsewhere)});
        return bad;
    }

    @Test
    void everyResourceRefusesEveryBadKeyInTheSameWords() throws Exception {
        long refused = 0;
        String said = "";
        for (Route route : Route.values()) {
            if (!route.isPublic()) continue;
            for (Map.Entry<String, String[]> bad : badCredentials().entrySet()) {
                String what = route + ", " + bad.getKey();
                try (var http = Talk.with(node)) {
                    RawClient.Response answer = ask(http, route, bad.getValue());
                    assertProblem(401, "authentication_failed", "Authorization", answer);
                    assertEquals("Bearer", answer.header("WWW-Authenticate"), what);
                    assertFalse(answer.headers().containsKey("Florin-Sequence"), what);
                    String words = answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
                    if (said.isEmpty()) said = words;
                    assertEquals(said, words, what);
                }
                refused++;
                assertEquals(refused, node.counters().value(FlorinCounter.REFUSED_UNKNOWN), what);
            }
        }
        assertTrue(refused >= 160, "refused " + refused);
    }

    private static RawClient.Response ask(Talk http, Route route, String... headers) throws IOException {
        String path = route.path().replace("*", Talk.ALICE);
        return route.hasBody() ? http.send(route.method(), path, "{}", headers) : http.get(path, headers);
    }

    @Test
    void aPathThatDoesNotExistIsNoSecretForThoseWhoMayKnow() throws Exception {
        try (var http = Talk.with(node)) {
            assertProblem(401, "authentication_failed", http.get("/v1/nothing"));
        }
        try (var http = Talk.with(node)) {
            assertProblem(404, "resource_not_found", http.get("/v1/nothing", bearer(shop)));
        }
    }

    @Test
    void whoseKeyItIsMayDoWhatTheLedgerGrants() throws Exception {
        try (var http = Talk.with(node)) {
            String account = "{'id':'" + Talk.BANK + "','ledger':978,'code':1}";
            assertEquals(201, http.post("/v1/accounts", account, bearer(shop)).status());
            assertEquals(200, http.post("/v1/accounts", account, bearer(shop)).status());
            assertEquals(
                    200, http.get("/v1/accounts/" + Talk.BANK, bearer(other)).status());
        }
        try (var admin = Talk.withAdmin(node)) {
            String none = "{'principal':" + OTHER + ",'ledger':0,'rights':[]}";
            assertEquals(200, admin.post("/v1/grants", none, key()).status());
        }
        try (var http = Talk.with(node)) {
            assertProblem(404, "resource_not_found", http.get("/v1/accounts/" + Talk.BANK, bearer(other)));
            assertProblem(403, "not_granted", http.post("/v1/transfers", pay(id(), 1, ""), bearer(other)));
        }
    }

    /** A request key belongs to whom it was sent by: another one's is another key. */
    @Test
    void nobodyCanAskForTheAnswerOfAnother() throws Exception {
        String status = "{'debits_frozen':false,'credits_frozen':false}";
        String path = "/v1/accounts/" + Talk.BANK + "/status";
        try (var http = Talk.with(node)) {
            String account = "{'id':'" + Talk.BANK + "','ledger':978,'code':1}";
            assertEquals(201, http.post("/v1/accounts", account, bearer(shop)).status());
            String key = "Idempotency-Key: the-first";
            assertEquals("", http.put(path, status, key, bearer(shop)).header("Idempotent-Replayed"));
            assertEquals("", http.put(path, status, key, bearer(other)).header("Idempotent-Replayed"));
            assertEquals("true", http.put(path, status, key, bearer(shop)).header("Idempotent-Replayed"));
        }
    }

    @Test
    void aRevokedKeyOpensNothingOnAConnectionThatIsOpen() throws Exception {
        try (var http = Talk.with(node)) {
            assertProblem(404, "resource_not_found", http.get("/v1/accounts/" + Talk.BANK, bearer(shop)));
            keys.removeFirst();
            write();
            doorkeeper.look();
            assertProblem(401, "authentication_failed", http.get("/v1/accounts/" + Talk.BANK, bearer(shop)));
        }
    }

    /** Asked one behind the other, a thousand requests come faster than twenty a second on any machine. */
    @Test
    void whoAsksTooOftenWaitsAndNobodyElseDoes() throws Exception {
        try (var http = Talk.with(node)) {
            int refused = 0;
            String first = "";
            for (int i = 0; i < 1_000 && refused == 0; i++) {
                RawClient.Response answer = http.get("/problems/busy", bearer(shop));
                if (first.isEmpty()) first = answer.header("RateLimit");
                assertEquals("\"key\";q=20;w=1", answer.header("RateLimit-Policy"));
                if (answer.status() != 429) continue;
                refused++;
                assertProblem(429, "rate_limited", answer);
                assertEquals("1", answer.header("Retry-After"));
                assertTrue(answer.header("RateLimit").startsWith("\"key\";r=0;t="), answer::toString);
            }
            assertEquals(1, refused);
            assertEquals("\"key\";r=19;t=1", first);
            assertEquals(200, http.get("/problems/busy", bearer(other)).status());
            assertEquals(1, node.counters().value(FlorinCounter.REFUSED_RATE));
        }
    }

    @Test
    void twoKeysInOneRequestAreNone() throws Exception {
        try (var http = Talk.with(node)) {
            assertProblem(
                    400, "request_invalid", "Authorization", http.get("/v1/accounts/x", bearer(shop), bearer(other)));
        }
    }
}
