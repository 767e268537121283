package io.florin.gateway.http;

import static io.florin.gateway.http.Talk.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.florin.counters.FlorinCounter;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever signs is believed what was signed, once and in time, and nothing else. */
class SignedRequestsTest {
    private static final long SHOP = 17;

    @TempDir
    Path folder;

    private final Map<Algorithm, ApiKeyText> must =
            Map.of(Algorithm.HMAC_SHA256, ApiKeyText.random(), Algorithm.ED25519, ApiKeyText.random());
    private final ApiKeyText may = ApiKeyText.random();
    private final ApiKeyText plain = ApiKeyText.random();
    private Path file;
    private TestNode node;
    private Doorkeeper doorkeeper;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("keys");
        List<String> lines = new ArrayList<>();
        long principal = SHOP;
        for (Map.Entry<Algorithm, ApiKeyText> key : must.entrySet()) {
            lines.add(known(key.getValue(), principal++)
                    .withSignature(SignatureRule.of(key.getValue(), key.getKey(), true))
                    .line());
        }
        lines.add(known(may, principal++)
                .withSignature(SignatureRule.of(may, Algorithm.ED25519, false))
                .line());
        lines.add(known(plain, principal).line());
        Files.write(file, lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        doorkeeper = Doorkeeper.of(file, 1_000);
        node = TestNode.start(doorkeeper);
        try (var admin = Talk.withAdmin(node)) {
            for (long granted = SHOP; granted <= principal; granted++) {
                String json = "{'principal':" + granted + ",'ledger':0,'rights':['read','post','admin']}";
                assertEquals(200, admin.post("/v1/grants", json, Talk.key()).status());
            }
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static ApiKey known(ApiKeyText text, long principal) {
        return new ApiKey(text.id(), HexFormat.of().formatHex(text.sha256()), principal, List.of(), Optional.empty());
    }

    /** A request to be signed, or to be spoilt on its way. */
    private static final class Draft {
        private String method = "POST";
        private String path = "/v1/accounts";
        private String query = "";
        private String body = "{\"id\":\"" + UUID.randomUUID() + "\",\"ledger\":978,\"code\":1}";
        private final Map<String, String> headers = new LinkedHashMap<>();
        private ApiKeyText key;
        private Algorithm algorithm;
        private long created = Instant.now().getEpochSecond();
        private String nonce = UUID.randomUUID().toString();
        private List<String> covered = new ArrayList<>(List.of("@method", "@path", "@query", "content-digest"));
        private String parameters = "";
        private String label = "sig";

        Draft(ApiKeyText key, Algorithm algorithm) {
            this.key = key;
            this.algorithm = algorithm;
        }

        Draft sign() {
            if (!body.isEmpty()) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                headers.putIfAbsent("content-digest", RequestSigning.contentDigest(bytes, bytes.length));
            }
            Map<String, String> components = new LinkedHashMap<>();
            for (String name : covered) {
                components.put(
                        name,
                        switch (name) {
                            case "@method" -> method;
                            case "@path" -> path;
                            case "@query" -> "?" + query;
                            default -> headers.getOrDefault(name, "");
                        });
            }
            if (parameters.isEmpty()) {
                parameters = "("
                        + String.join(
                                " ", covered.stream().map(n -> '"' + n + '"').toList()) + ");created=" + created
                        + ";nonce=\"" + nonce + "\";keyid=\"" + key.id() + "\"";
            }
            byte[] signature = RequestSigning.sign(
                    RequestSigning.base(components, parameters),
                    RequestSigning.secret(key.text(), algorithm),
                    algorithm);
            headers.put("Signature-Input", label + "=" + parameters);
            headers.put("Signature", label + "=:" + Base64.getEncoder().encodeToString(signature) + ":");
            return this;
        }

        RawClient.Response send(TestNode node) throws IOException {
            try (var http = Talk.with(node)) {
                String target = query.isEmpty() ? path : path + "?" + query;
                String[] lines = headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .toArray(String[]::new);
                return body.isEmpty() ? http.get(target, lines) : http.send(method, target, body, lines);
            }
        }
    }

    private Draft draft(Algorithm algorithm) {
        return new Draft(Objects.requireNonNull(must.get(algorithm)), algorithm);
    }

    @ParameterizedTest
    @EnumSource
    void whoSignsNeedsNoOtherProof(Algorithm algorithm) throws Exception {
        assertEquals(201, draft(algorithm).sign().send(node).status());
        Draft read = draft(algorithm);
        read.method = "GET";
        read.path = "/v1/accounts/" + Talk.ALICE;
        read.body = "";
        read.covered.remove("content-digest");
        assertProblem(404, "resource_not_found", read.sign().send(node));
        Draft keyed = draft(algorithm);
        keyed.headers.put("idempotency-key", UUID.randomUUID().toString());
        keyed.covered.add("idempotency-key");
        assertEquals(201, keyed.sign().send(node).status());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOtherwiseThanSignedIsRefused(Algorithm algorithm) throws Exception {
        Map<String, Consumer<Draft>> before = new LinkedHashMap<>();
        before.put("no nonce", draft -> draft.nonce = "");
        before.put("no path", draft -> draft.covered.remove("@path"));
        before.put("no method", draft -> draft.covered.remove("@method"));
        before.put("no query", draft -> draft.covered.remove("@query"));
        before.put("no digest", draft -> draft.covered.remove("content-digest"));
        before.put("twice", draft -> draft.covered.add("@path"));
        before.put("a header that is not there", draft -> draft.covered.add("x-not-there"));
        before.put("a key left out", draft -> draft.headers.put("Idempotency-Key", "k"));
        before.put("a deadline left out", draft -> draft.headers.put("Florin-Not-After", "2036-01-01T00:00:00Z"));
        before.put("another's key", draft -> draft.key = may);
        before.put("a key that does not sign", draft -> draft.key = plain);
        before.put("a key that is none", draft -> draft.key = ApiKeyText.random());
        before.put("a digest that is none", draft -> draft.headers.put("content-digest", "sha-256=:AAAA:"));
        before.put("no parameters", draft -> draft.parameters = "()");
        Map<String, Consumer<Draft>> after = new LinkedHashMap<>();
        after.put("another body", draft -> draft.body = draft.body.replace("978", "840"));
        after.put("another path", draft -> draft.path = "/v1/transfers");
        after.put("another query", draft -> draft.query = "atomic=true");
        String earlier = "created=" + Instant.now().minusSeconds(5).getEpochSecond();
        after.put(
                "another input",
                draft -> draft.headers.merge("Signature-Input", "", (a, b) -> a.replaceAll("created=[0-9]+", earlier)));
        after.put("another label", draft -> draft.headers.merge("Signature", "", (a, b) -> "x" + a));
        after.put("no signature", draft -> draft.headers.remove("Signature"));
        after.put("no input", draft -> draft.headers.remove("Signature-Input"));
        after.put("not base 64", draft -> draft.headers.put("Signature", "sig=:!:"));
        after.put("an empty signature", draft -> draft.headers.put("Signature", "sig=::"));
        after.put("two signatures", draft -> draft.headers.merge("Signature", "", (a, b) -> a + ", " + a));
        String endless = "sig=(" + "\"a\" ".repeat(400) + ")";
        after.put("endless input", draft -> draft.headers.put("Signature-Input", endless));
        int refused = 0;
        for (Map.Entry<String, Consumer<Draft>> change : before.entrySet()) {
            Draft draft = draft(algorithm);
            change.getValue().accept(draft);
            Algorithm other = draft.key.equals(may) ? Algorithm.HMAC_SHA256 : algorithm;
            draft.algorithm = other;
            assertRefused(change.getKey(), draft.sign(), ++refused);
        }
        for (Map.Entry<String, Consumer<Draft>> change : after.entrySet()) {
            Draft draft = draft(algorithm).sign();
            change.getValue().accept(draft);
            assertRefused(change.getKey(), draft, ++refused);
        }
    }

    private void assertRefused(String what, Draft draft, int count) throws IOException {
        RawClient.Response answer = draft.send(node);
        assertEquals(401, answer.status(), what + ": " + answer);
        assertProblem(401, "signature_invalid", "Signature", answer);
        assertEquals(count, node.counters().value(FlorinCounter.REFUSED_SIGNATURE), what);
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureIsGoodForAMinuteAndOnce(Algorithm algorithm) throws Exception {
        for (long seconds : new long[] {-70, 70, -100_000, 100_000}) {
            Draft draft = draft(algorithm);
            draft.created += seconds;
            assertProblem(401, "signature_expired", "Signature", draft.sign().send(node));
        }
        for (long seconds : new long[] {-50, 50}) {
            Draft draft = draft(algorithm);
            draft.created += seconds;
            assertEquals(201, draft.sign().send(node).status());
        }
        Draft draft = draft(algorithm).sign();
        assertEquals(201, draft.send(node).status());
        assertProblem(401, "signature_invalid", draft.send(node));
    }

    @Test
    void aKeyThatMustSignOpensNothingByItself() throws Exception {
        try (var http = Talk.with(node)) {
            for (ApiKeyText key : must.values()) {
                String bearer = "Authorization: Bearer " + key.text();
                try (var other = Talk.with(node)) {
                    assertProblem(401, "authentication_failed", other.get("/v1/accounts/" + Talk.ALICE, bearer));
                }
            }
            String bearer = "Authorization: Bearer " + may.text();
            assertProblem(404, "resource_not_found", http.get("/v1/accounts/" + Talk.ALICE, bearer));
        }
        assertEquals(201, new Draft(may, Algorithm.ED25519).sign().send(node).status());
    }

    @Test
    void aFileWithSecretsIsForItsOwnerAlone() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var refused = assertThrows(IllegalArgumentException.class, () -> Doorkeeper.of(file, 1));
        assertEquals(
                "holds what signs by hmac-sha256, so it must be readable by its owner alone (chmod go-r):"
                        + " florin.gateway.keys-file=" + file,
                refused.getMessage());
    }
}
