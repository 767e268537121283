package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.BANK;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.Contract;
import io.florin.gateway.RawClient.Response;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the OpenAPI document, about another client's objects, with every set of rights: what the right is
 * missing for is refused or not to be found, tells nothing, and is counted. An operation that the document has and this
 * table has not fails the build.
 */
class HttpRightsTest {
    private static final long OWNER = 17;
    private static final long FIRST = 20;
    private static final int SETS = 8;
    private static final int READ = 1;
    private static final int POST = 2;
    private static final int ADMIN = 4;

    /** Names, documents and problems: for whoever has a key. */
    private static final Set<String> FOR_ALL =
            Set.of("GET /v1/ledgers", "GET /problems/{code}", "GET /openapi.yaml", "GET /docs", "GET /docs/{file}");

    /** Their rights are held by those who answer them: the feed's tests, and the read model's. */
    private static final Set<String> ELSEWHERE = Set.of(
            "GET /v1/events",
            "GET /v1/events/stream",
            "GET /v1/accounts",
            "GET /v1/transfers",
            "GET /v1/accounts/{id}/balance",
            "GET /v1/accounts/{id}/entries",
            "GET /v1/accounts/{id}/statement",
            "GET /v1/reports/trial-balance",
            "GET /v1/reports/daily-close");

    @TempDir
    Path folder;

    private final ApiKeyText owner = ApiKeyText.random();
    private final List<ApiKeyText> others = new ArrayList<>();
    private TestNode node;
    private Talk owners;
    private int limitsVersion;

    /** An operation, the right that it needs, and the statuses with it and without. */
    private record Operation(String name, int right, int granted, int refused) {
        String method() {
            return name.substring(0, name.indexOf(' '));
        }

        String path() {
            return name.substring(name.indexOf(' ') + 1);
        }

        boolean isCommand() {
            return right != READ;
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("POST /v1/accounts", POST, 201, 403),
            new Operation("POST /v1/accounts/batch", POST, 200, 200),
            new Operation("POST /v1/transfers", POST, 201, 403),
            new Operation("POST /v1/transfers/batch", POST, 200, 200),
            new Operation("POST /v1/holds", POST, 201, 403),
            new Operation("POST /v1/holds/{id}/post", POST, 201, 403),
            new Operation("POST /v1/holds/{id}/void", POST, 201, 403),
            new Operation("PUT /v1/accounts/{id}/limits", ADMIN, 200, 403),
            new Operation("PUT /v1/accounts/{id}/status", ADMIN, 200, 403),
            new Operation("GET /v1/accounts/{id}", READ, 200, 404),
            new Operation("GET /v1/transfers/{id}", READ, 200, 404),
            new Operation("GET /v1/holds/{id}", READ, 200, 404),
            new Operation("GET /v1/outcomes/{id}", READ, 200, 200));

    @BeforeEach
    void start() throws Exception {
        List<String> lines = new ArrayList<>(List.of(line(owner, OWNER)));
        for (int set = 0; set <= SETS; set++) { // the last has all rights, in another ledger
            others.add(ApiKeyText.random());
            lines.add(line(others.get(set), FIRST + set));
        }
        Path file = Files.write(folder.resolve("keys"), lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        node = TestNode.start(Doorkeeper.of(file, 100_000));
        node.grant(OWNER, READ | POST | ADMIN);
        for (int set = 0; set < SETS; set++) node.grant(FIRST + set, set);
        String elsewhere = "{'principal':" + (FIRST + SETS) + ",'ledger':840,'rights':['read','post','admin']}";
        try (var admin = Talk.withAdmin(node)) {
            assertEquals(200, admin.post("/v1/grants", elsewhere, Talk.key()).status());
        }
        owners = Talk.with(node);
        for (String account : List.of(BANK, ALICE)) {
            String json = "{'id':'" + account + "','ledger':978,'code':1}";
            assertEquals(201, owners.post("/v1/accounts", json, bearer(owner)).status());
        }
    }

    @AfterEach
    void close() throws Exception {
        owners.close();
        node.close();
    }

    private static String line(ApiKeyText text, long principal) {
        String sha256 = HexFormat.of().formatHex(text.sha256());
        return new ApiKey(text.id(), sha256, principal, List.of(), Optional.empty()).line();
    }

    private static String bearer(ApiKeyText key) {
        return "Authorization: Bearer " + key.text();
    }

    @Test
    void noOperationIsForgotten() {
        Set<String> documented = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path :
                Contract.served().document().get("paths").properties()) {
            if (path.getValue().has("servers")) continue;
            for (String method : path.getValue().propertyNames()) {
                documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        Set<String> known = new TreeSet<>(FOR_ALL);
        known.addAll(ELSEWHERE);
        OPERATIONS.forEach(operation -> known.add(operation.name()));
        assertEquals(documented, known);
    }

    @Test
    void everyOperationNeedsItsRight() throws Exception {
        for (int set = 0; set <= SETS; set++) {
            int rights = set == SETS ? 0 : set;
            try (var http = Talk.with(node)) {
                for (Operation operation : OPERATIONS) {
                    ask(http, others.get(set), operation, (rights & operation.right()) != 0, "rights=" + set);
                }
            }
        }
    }

    /** On a connection that is open, and from the next request on. */
    @Test
    void aRightThatIsTakenAwayIsMissingAtOnce() throws Exception {
        int all = SETS - 1;
        try (var http = Talk.with(node)) {
            for (Operation operation : OPERATIONS) ask(http, others.get(all), operation, true, "before");
            node.grant(FIRST + all, 0);
            for (Operation operation : OPERATIONS) ask(http, others.get(all), operation, false, "behind");
        }
    }

    private void ask(Talk http, ApiKeyText key, Operation operation, boolean isGranted, String why) throws Exception {
        String object = operation.path().startsWith("/v1/accounts/") ? ALICE : owners();
        long refused = node.counters().value(FlorinCounter.REFUSED_RIGHT);
        String path = operation.path().replace("{id}", object);
        Response answer = operation.method().equals("GET")
                ? http.get(path, bearer(key))
                : http.send(
                        operation.method(),
                        path,
                        body(operation),
                        bearer(key),
                        Talk.key(),
                        "If-Match: \"" + limitsVersion + '"');
        String what = operation + " " + why + ": " + answer;
        assertEquals(isGranted ? operation.granted() : operation.refused(), answer.status(), what);
        if (!isGranted) assertTellsNothing(operation, answer, what);
        if (isGranted && path.endsWith("/limits")) limitsVersion++;
        boolean isCounted = !isGranted && operation.isCommand();
        assertEquals(refused + (isCounted ? 1 : 0), node.counters().value(FlorinCounter.REFUSED_RIGHT), what);
    }

    private static void assertTellsNothing(Operation operation, Response answer, String what) {
        assertFalse(answer.body().contains("debits_posted") || answer.body().contains("\"amount\""), what);
        if (operation.path().endsWith("/batch")) {
            assertTrue(answer.body().contains("\"code\":\"not_granted\""), what);
        } else if (operation.path().startsWith("/v1/outcomes")) {
            assertTrue(answer.body().contains("\"outcome\":\"unknown\""), what);
        } else {
            String code = operation.isCommand() ? "not_granted" : "resource_not_found";
            Talk.assertProblem(operation.refused(), code, answer);
        }
    }

    /** A hold of the owner's, which is a transfer as well. */
    private String owners() throws Exception {
        String id = id();
        assertEquals(
                201, owners.post("/v1/holds", pay(id, 5, ""), bearer(owner)).status());
        return id;
    }

    private static String body(Operation operation) {
        String account = "{'id':'" + id() + "','ledger':978,'code':1}";
        return switch (operation.path()) {
            case "/v1/accounts" -> account;
            case "/v1/accounts/batch" -> "[" + account + "]";
            case "/v1/transfers", "/v1/holds" -> pay(id(), 1, "");
            case "/v1/transfers/batch" -> "[" + pay(id(), 1, "") + "]";
            case "/v1/accounts/{id}/limits" -> "{'debit_allowance':1,'credit_allowance':1}";
            case "/v1/accounts/{id}/status" -> "{'debits_frozen':false,'credits_frozen':false}";
            default -> "{'id':'" + id() + "'}";
        };
    }
}
