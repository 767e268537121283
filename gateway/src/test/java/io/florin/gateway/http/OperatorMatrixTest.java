package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.Contract;
import io.florin.gateway.GatewayConfig;
import io.florin.gateway.RawClient;
import io.florin.gateway.RawClient.Response;
import io.florin.gateway.TestAuthority;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.PeerCertificate;
import io.florin.gateway.wire.Certificates;
import io.florin.gateway.wire.TlsConfig;
import io.florin.protocol.PemFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the admin port, beyond loopback, by everybody who is not an operator: refused in words that do not
 * depend on what was asked for, without a word of what would have been answered, and counted.
 */
class OperatorMatrixTest {
    private static final long OPERATOR = 17;
    private static final long SHOP = 18;
    private static final int ALL_BUT_ADMIN = 3;
    private static final int ADMIN = 4;

    /** Whoever watches a node needs a certificate and no right: no more is told than whether it lives and is ready. */
    private static final Set<String> OF_PROBES = Set.of("/livez", "/readyz");

    private static final Map<String, String> BODIES = Map.of(
            "/v1/grants", "{'principal':99,'ledger':978,'rights':['read']}",
            "/v1/capacities", "{'accounts_max':70000}",
            "/v1/days", "{'ledger':0,'date':'2026-01-01'}");

    @TempDir
    static Path certificates;

    private static TestAuthority ours;
    private static TestAuthority theirs;
    private static TestAuthority.Issued server;

    @TempDir
    Path folder;

    private final ApiKeyText key = ApiKeyText.random();
    private final Map<String, String> lines = new HashMap<>();
    private Doorkeeper doorkeeper;
    private TestNode node;

    private record Operation(String method, String path) {
        boolean isOfProbes() {
            return OF_PROBES.contains(path);
        }
    }

    @BeforeAll
    static void issue() throws Exception {
        ours = TestAuthority.make(certificates, "ours");
        theirs = TestAuthority.make(certificates, "theirs");
        server = ours.issue("node");
        for (String subject : List.of("operator", "shop", "stranger")) ours.issue(subject);
        ours.issue("expired", "-startdate", "-10d", "-validity", "5");
        theirs.issue("operator");
    }

    @BeforeEach
    void start() throws Exception {
        lines.put("operator", "certificate 7k2mq0c9 sha256=" + sha256("operator") + " principal=" + OPERATOR);
        lines.put("expired", "certificate 7k2mq0ca sha256=" + sha256("expired") + " principal=" + OPERATOR);
        lines.put("shop", "certificate 7k2mq0cb sha256=" + sha256("shop") + " principal=" + SHOP);
        String hash = HexFormat.of().formatHex(key.sha256());
        lines.put("key", new ApiKey(key.id(), hash, OPERATOR, List.of(), Optional.empty()).line());
        write();
        doorkeeper = Doorkeeper.of(folder.resolve("keys"), Doorkeeper.RATE_DEFAULT);
        var tls = new TlsConfig(
                server.certificate(),
                server.keyFile(),
                Optional.of(ours.file()),
                TlsConfig.HANDSHAKE_TIMEOUT_DEFAULT_NS);
        var loopback = GatewayConfig.onLoopback(0, 0, 0);
        var config = new GatewayConfig(
                loopback.binaryBind(),
                loopback.httpBind(),
                new InetSocketAddress("0.0.0.0", 0),
                Optional.of(folder.resolve("keys")),
                Optional.of(tls),
                Doorkeeper.RATE_DEFAULT,
                1,
                Limits.DEFAULT);
        node = TestNode.start(config, doorkeeper, Certificates.of(tls));
        node.grant(OPERATOR, ADMIN);
        node.grant(SHOP, ALL_BUT_ADMIN);
    }

    @AfterEach
    void close() {
        long errors = node.counters().value(FlorinCounter.HANDLER_ERRORS);
        node.close();
        assertEquals(0, errors);
    }

    private void write() throws IOException {
        Path file = Files.write(folder.resolve("keys"), lines.values());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (doorkeeper != null) doorkeeper.look();
    }

    private static String sha256(String subject) {
        Path file = certificates.resolve("ours-" + subject + ".crt");
        return PeerCertificate.of(PemFile.certificates(file).getFirst()).sha256();
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                Contract.served().document().get("paths").properties()) {
            if (!path.getValue().has("servers")) continue;
            for (String method : path.getValue().propertyNames()) {
                if (List.of("get", "post", "put").contains(method)) {
                    operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()));
                }
            }
        }
        assertTrue(operations.size() >= 5, operations::toString);
        return operations;
    }

    private RawClient connect(TestAuthority issuer, String subject) throws Exception {
        var sockets = ours.clientShowing(issuer, subject).getSocketFactory();
        return RawClient.over(sockets.createSocket("127.0.0.1", node.gateway().adminPort()));
    }

    private static Response ask(RawClient client, Operation operation, String... headers) throws IOException {
        if (operation.method().equals("GET")) return client.get(operation.path(), headers);
        String body = goodBody(operation);
        String[] keyed = new String[headers.length + 1];
        System.arraycopy(headers, 0, keyed, 0, headers.length);
        keyed[headers.length] = Talk.key();
        return client.request(operation.method(), operation.path(), body.replace('\'', '"'), "application/json", keyed);
    }

    private static String goodBody(Operation operation) {
        String body = BODIES.get(operation.path());
        assertNotNull(body, () -> "the matrix needs a good body for " + operation);
        return body;
    }

    /** In the handshake, before a byte of a request is read. */
    @Test
    void whoeverShowsNoGoodCertificateIsNotHeard() throws Exception {
        long refused = 0;
        for (Operation operation : operations()) {
            for (String subject : List.of("", "expired", "foreign")) {
                boolean isForeign = subject.equals("foreign");
                assertThrows(
                        IOException.class,
                        () -> {
                            try (var client = connect(isForeign ? theirs : ours, isForeign ? "operator" : subject)) {
                                ask(client, operation);
                            }
                        },
                        () -> operation + " by " + subject);
                DoorScenes.await(node, FlorinCounter.TLS_REFUSED, ++refused);
            }
        }
        assertEquals(refused, node.counters().value(FlorinCounter.TLS_REFUSED));
        assertEquals(0, node.counters().value(FlorinCounter.REQUESTS_HTTP));
    }

    @Test
    void whoIsUnknownHearsOneSentence() throws Exception {
        Map<String, String> said = new LinkedHashMap<>();
        long refused = 0;
        for (Operation operation : operations()) {
            String bearer = "Authorization: Bearer " + key.text(); // of an operator, but keys do not count here
            for (String[] headers : new String[][] {{}, {bearer}}) {
                try (var client = connect(ours, "stranger")) {
                    Response answer = ask(client, operation, headers);
                    Talk.assertProblem(401, "authentication_failed", answer);
                    assertSame(said, answer);
                    assertEquals(++refused, node.counters().value(FlorinCounter.REFUSED_UNKNOWN));
                }
            }
        }
    }

    @Test
    void whoIsNoAdministratorHearsNothing() throws Exception {
        long refused = 0;
        for (Operation operation : operations()) {
            try (var client = connect(ours, "shop")) {
                Response answer = ask(client, operation);
                if (operation.isOfProbes()) {
                    assertEquals(200, answer.status(), operation::toString);
                    continue;
                }
                Talk.assertProblem(403, "not_granted", answer);
                boolean isRead = operation.method().equals("GET");
                assertEquals(isRead, !answer.headers().containsKey("Florin-Sequence"), operation::toString);
                assertFalse(answer.body().contains("epoch"), answer::body);
                assertEquals(++refused, node.counters().value(FlorinCounter.REFUSED_RIGHT), operation::toString);
            }
        }
        assertTrue(refused >= 3);
    }

    @Test
    void anOperatorIsServed() throws Exception {
        try (var client = connect(ours, "operator")) {
            for (Operation operation : operations()) {
                assertEquals(200, ask(client, operation).status(), operation::toString);
            }
            Response status = client.get("/v1/status");
            assertTrue(status.body().contains("\"role\":\"PRIMARY\""), status::body);
        }
        assertEquals(0, node.counters().value(FlorinCounter.REFUSED_RIGHT));
    }

    @Test
    void whoIsRevokedIsRefusedOnEveryOpenConnection() throws Exception {
        List<Operation> operations = operations();
        List<RawClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < operations.size(); i++) {
                open.add(connect(ours, "operator"));
                assertEquals(200, open.get(i).get("/v1/status").status());
            }
            lines.remove("operator");
            write();
            for (int i = 0; i < operations.size(); i++) {
                Talk.assertProblem(401, "authentication_failed", ask(open.get(i), operations.get(i)));
                assertEquals(i + 1, node.counters().value(FlorinCounter.REFUSED_UNKNOWN));
            }
        } finally {
            for (RawClient client : open) client.close();
        }
    }

    @Test
    void aRightThatIsTakenAwayEndsWithTheNextRequest() throws Exception {
        try (var client = connect(ours, "operator")) {
            assertEquals(200, client.get("/v1/status").status());
            node.grant(OPERATOR, ALL_BUT_ADMIN);
            for (Operation operation : operations()) {
                int status = ask(client, operation).status();
                assertEquals(operation.isOfProbes() ? 200 : 403, status, operation::toString);
            }
        }
    }

    /** The same words whatever was asked for. */
    private static void assertSame(Map<String, String> said, Response answer) {
        String words = answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
        assertEquals(said.computeIfAbsent("", first -> words), words);
    }
}
