package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.Contract;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.SignatureRule;
import io.florin.protocol.RequestSigning;
import io.florin.protocol.RequestSigning.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the OpenAPI document that clients may ask for, with every way of not being who may: refused, in
 * words that do not depend on what was asked for, and counted.
 */
class SecurityMatrixTest {
    private static final long OWNER = 17;
    private static final long STRANGER = 18;

    @TempDir
    Path folder;

    private final ApiKeyText owner = ApiKeyText.random();
    private final ApiKeyText stranger = ApiKeyText.random();
    private final ApiKeyText signer = ApiKeyText.random();
    private Path file;
    private Doorkeeper doorkeeper;
    private TestNode node;

    /** One operation, with a path that leads to the owner's objects. */
    private record Operation(String method, String target) {
        boolean hasBody() {
            return !method.equals("GET");
        }
    }

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("keys");
        write(List.of(
                known(owner, OWNER),
                known(stranger, STRANGER),
                known(signer, OWNER).withSignature(SignatureRule.of(signer, Algorithm.ED25519, true))));
        doorkeeper = Doorkeeper.of(file, 100_000);
        node = TestNode.start(doorkeeper);
        try (var admin = Talk.withAdmin(node);
                var http = Talk.with(node)) {
            String rights = "{'principal':" + OWNER + ",'ledger':0,'rights':['read','post','admin']}";
            assertEquals(200, admin.post("/v1/grants", rights, Talk.key()).status());
            String account = "{'id':'" + Talk.ALICE + "','ledger':978,'code':1}";
            assertEquals(201, http.post("/v1/accounts", account, bearer(owner)).status());
            String bank = account.replace(Talk.ALICE, Talk.BANK);
            assertEquals(201, http.post("/v1/accounts", bank, bearer(owner)).status());
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void write(List<ApiKey> keys) throws IOException {
        Files.write(file, keys.stream().map(ApiKey::line).toList());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static ApiKey known(ApiKeyText text, long principal) {
        return new ApiKey(text.id(), HexFormat.of().formatHex(text.sha256()), principal, List.of(), Optional.empty());
    }

    private static String bearer(ApiKeyText key) {
        return "Authorization: Bearer " + key.text();
    }

    /** As the document has them; those with a server of their own are the admin port's. */
    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                Contract.served().document().get("paths").properties()) {
            if (path.getValue().has("servers")) continue;
            String target = path.getKey()
                    .replace("{id}", Talk.ALICE)
                    .replace("{code}", "busy")
                    .replace("{file}", "page.js");
            for (String method : path.getValue().propertyNames()) {
                operations.add(new Operation(method.toUpperCase(Locale.ROOT), target));
            }
        }
        return operations;
    }

    private RawClient.Response ask(Operation operation, String... headers) throws IOException {
        try (var http = Talk.with(node)) {
            return operation.hasBody()
                    ? http.send(operation.method(), operation.target(), "{}", headers)
                    : http.get(operation.target(), headers);
        }
    }

    private String[] signed(Operation operation, long created, String nonce, ApiKeyText key) {
        Map<String, String> components = new LinkedHashMap<>();
        components.put("@method", operation.method());
        components.put("@path", operation.target());
        components.put("@query", "?");
        List<String> headers = new ArrayList<>();
        String covered = "\"@method\" \"@path\" \"@query\"";
        if (operation.hasBody()) {
            String digest = RequestSigning.contentDigest("{}".getBytes(StandardCharsets.US_ASCII), 2);
            components.put("content-digest", digest);
            headers.add("Content-Digest: " + digest);
            covered += " \"content-digest\"";
        }
        String parameters =
                "(" + covered + ");created=" + created + ";nonce=\"" + nonce + "\";keyid=\"" + signer.id() + '"';
        byte[] signature = RequestSigning.sign(
                RequestSigning.base(components, parameters),
                RequestSigning.secret(key.text(), Algorithm.ED25519),
                Algorithm.ED25519);
        headers.add("Signature-Input: s=" + parameters);
        headers.add("Signature: s=:" + Base64.getEncoder().encodeToString(signature) + ":");
        return headers.toArray(String[]::new);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    @Test
    void everyOperationRefusesWhoeverIsNobody() throws Exception {
        List<Operation> operations = operations();
        assertTrue(operations.size() >= 20, operations::toString);
        Map<String, String> said = new LinkedHashMap<>();
        long unknown = 0;
        long unsigned = 0;
        for (Operation operation : operations) {
            refused(said, "none", "authentication_failed", ask(operation));
            refused(said, "bad key", "authentication_failed", ask(operation, bearer(ApiKeyText.random())));
            refused(said, "must sign", "authentication_failed", ask(operation, bearer(signer)));
            unknown += 3;
            assertEquals(unknown, node.counters().value(FlorinCounter.REFUSED_UNKNOWN), operation::toString);
            String nonce = UUID.randomUUID().toString();
            String[] good = signed(operation, now(), nonce, signer);
            refused(said, "bad signature", "signature_invalid", ask(operation, signed(operation, now(), "n", owner)));
            refused(said, "stale", "signature_expired", ask(operation, signed(operation, now() - 90, "m", signer)));
            boolean isStream = operation.target().endsWith("/stream");
            if (!isStream) {
                assertFalse(List.of(401, 403).contains(ask(operation, good).status()), operation::toString);
                refused(said, "replayed", "signature_invalid", ask(operation, good));
            }
            unsigned += isStream ? 2 : 3;
            assertEquals(unsigned, node.counters().value(FlorinCounter.REFUSED_SIGNATURE), operation::toString);
        }
    }

    /** The same words whatever was asked for, and none about the journal. */
    private static void refused(Map<String, String> said, String why, String code, RawClient.Response answer) {
        Talk.assertProblem(401, code, answer);
        assertFalse(answer.headers().containsKey("Florin-Sequence"), why);
        String words = answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
        assertEquals(said.computeIfAbsent(why, first -> words), words, why);
    }

    @Test
    void aKeyThatIsRevokedOpensNothingOnAnyOpenConnection() throws Exception {
        List<Operation> operations = operations();
        List<Talk> open = new ArrayList<>();
        try {
            for (int i = 0; i < operations.size(); i++) {
                Talk http = Talk.with(node);
                assertEquals(200, http.get("/problems/busy", bearer(owner)).status());
                open.add(http);
            }
            write(List.of(known(stranger, STRANGER)));
            doorkeeper.look();
            for (int i = 0; i < operations.size(); i++) {
                Operation operation = operations.get(i);
                RawClient.Response answer = operation.hasBody()
                        ? open.get(i).send(operation.method(), operation.target(), "{}", bearer(owner))
                        : open.get(i).get(operation.target(), bearer(owner));
                Talk.assertProblem(401, "authentication_failed", answer);
            }
        } finally {
            for (Talk http : open) http.close();
        }
    }

    /** Whoever has a key and no right hears 403, or 404 of what belongs to others; nothing happens. */
    @Test
    void whoHasNoRightFindsNothingAndChangesNothing() throws Exception {
        String pay = Talk.pay(Talk.id(), 1, "");
        try (var http = Talk.with(node)) {
            String key = bearer(stranger);
            Talk.assertProblem(403, "not_granted", http.post("/v1/transfers", pay, key));
            Talk.assertProblem(403, "not_granted", http.post("/v1/holds", Talk.pay(Talk.id(), 1, ""), key));
            Talk.assertProblem(
                    403,
                    "not_granted",
                    http.post("/v1/accounts", "{'id':'" + Talk.id() + "','ledger':978,'code':1}", key));
            Talk.assertHas("'code':'not_granted'", http.post("/v1/transfers/batch", "[" + pay + "]", key));
            Talk.assertProblem(404, "resource_not_found", http.get("/v1/accounts/" + Talk.ALICE, key));
            Talk.assertProblem(404, "resource_not_found", http.get("/v1/transfers/" + Talk.id(), key));
            String limits = "{'debit_allowance':1,'credit_allowance':1}";
            String path = "/v1/accounts/" + Talk.ALICE + "/limits";
            int status =
                    http.put(path, limits, Talk.key(), "If-Match: \"0\"", key).status();
            assertTrue(List.of(403, 404).contains(status), "limits: " + status);
            String frozen = "{'debits_frozen':true,'credits_frozen':true}";
            status = http.put("/v1/accounts/" + Talk.ALICE + "/status", frozen, Talk.key(), key)
                    .status();
            assertTrue(List.of(403, 404).contains(status), "status: " + status);
            var untouched = http.get("/v1/accounts/" + Talk.ALICE, bearer(owner));
            Talk.assertHas("'debits_posted':0,'credits_pending':0,'credits_posted':0", untouched);
            Talk.assertHas("'limits_version':0,'debits_frozen':false", untouched);
        }
    }

    /** Nothing of the admin port is served where clients are, whatever they bring. */
    @Test
    void operatorsResourcesAreNotWhereClientsAre() throws Exception {
        for (Map.Entry<String, JsonNode> path :
                Contract.served().document().get("paths").properties()) {
            if (!path.getValue().has("servers")) continue;
            try (var http = Talk.with(node)) {
                Talk.assertProblem(404, "resource_not_found", http.get(path.getKey(), bearer(owner)));
            }
        }
    }
}
