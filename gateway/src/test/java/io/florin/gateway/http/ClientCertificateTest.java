package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.GatewayConfig;
import io.florin.gateway.TestAuthority;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.ClientTls;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.FlorinHttpClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.NotExecutedException;
import io.florin.gateway.client.RequestOptions;
import io.florin.gateway.client.Right;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of clients: whose they are the keys file says, what these may do the ledger. */
class ClientCertificateTest {
    private static final long SHOP = 17;
    private static final long OPERATOR = 18;
    private static final int READ_AND_POST = 3;
    private static final int ADMIN = 4;

    @TempDir
    static Path certificates;

    private static TestAuthority ours;
    private static TestAuthority theirs;
    private static TestAuthority.Issued server;
    private static TestAuthority.Issued shop;
    private static TestAuthority.Issued operator;
    private static TestAuthority.Issued stranger;
    private static TestAuthority.Issued expired;
    private static TestAuthority.Issued foreign;

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private Doorkeeper doorkeeper;
    private TestNode node;

    @BeforeAll
    static void issue() throws Exception {
        ours = TestAuthority.make(certificates, "ours");
        theirs = TestAuthority.make(certificates, "theirs");
        server = ours.issue("node");
        shop = ours.issue("shop");
        operator = ours.issueFor("operator", "EC", "uri:spiffe://florin/operator");
        stranger = ours.issue("stranger");
        expired = ours.issue("expired", "-startdate", "-10d", "-validity", "5");
        foreign = theirs.issueFor("operator", "EC", "uri:spiffe://florin/operator");
    }

    @BeforeEach
    void start() throws Exception {
        lines.add("certificate 7k2mq0c9 sha256=" + sha256(shop) + " principal=" + SHOP);
        lines.add("certificate 7k2mq0ca san=uri:spiffe://florin/operator principal=" + OPERATOR);
        lines.add("certificate 7k2mq0cb sha256=" + sha256(expired) + " principal=" + OPERATOR);
        write();
        doorkeeper = Doorkeeper.of(folder.resolve("keys"), Doorkeeper.RATE_DEFAULT);
        var loopback = GatewayConfig.onLoopback(0, 0, 0);
        var tls = new TlsConfig(
                server.certificate(),
                server.keyFile(),
                Optional.of(ours.file()),
                TlsConfig.HANDSHAKE_TIMEOUT_DEFAULT_NS);
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
        node.grant(SHOP, READ_AND_POST);
        node.grant(OPERATOR, ADMIN);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void write() throws IOException {
        Path file = Files.write(folder.resolve("keys"), lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String sha256(TestAuthority.Issued issued) {
        return PeerCertificate.of(PemFile.certificates(issued.certificate()).getFirst())
                .sha256();
    }

    /** Refused in the handshake, before a byte of a request is read. */
    @Test
    void theAdminPortBeyondLoopbackLetsNobodyInWithoutAGoodCertificate() throws Exception {
        int refused = 0;
        for (ClientTls tls : List.of(trust(), showing(expired), showing(foreign))) {
            var why = assertThrows(CompletionException.class, () -> grant(tls));
            assertInstanceOf(FlorinException.class, why.getCause()); // not executed, if the alert came before the end
            assertEquals(0, node.counters().value(FlorinCounter.REQUESTS_HTTP), tls.toString());
            assertTrue(node.counters().value(FlorinCounter.TLS_REFUSED) > refused, tls.toString());
            refused = (int) node.counters().value(FlorinCounter.TLS_REFUSED);
        }
    }

    @Test
    void whatACertificateMayDoTheLedgerDecides() {
        assertEquals(
                "authentication_failed", code(assertThrows(CompletionException.class, () -> grant(showing(stranger)))));
        assertEquals("not_granted", grant(showing(shop)));
        assertEquals("applied", grant(showing(operator)));
    }

    @Test
    void aCertificateIsAsGoodAsAKeyOverHttp() {
        assertEquals("created", open(showing(shop)));
        assertEquals("not_granted", open(showing(operator)));
        for (ClientTls tls : List.of(trust(), showing(stranger))) {
            assertEquals("authentication_failed", code(assertThrows(CompletionException.class, () -> open(tls))));
        }
    }

    @Test
    void aRevokedCertificateOpensNothingOnAConnectionThatIsOpen() throws Exception {
        try (var http = FlorinHttpClient.connect(
                ClientConfig.of("127.0.0.1", node.gateway().httpPort()).withTls(showing(shop)))) {
            var account = List.of(Account.of(Ids.next(), TestNode.LEDGER, 1));
            assertTrue(http.createAccounts(account, RequestOptions.NONE).join().isSuccess());
            long handshakes = node.counters().value(FlorinCounter.TLS_HANDSHAKES);
            lines.removeFirst();
            write();
            doorkeeper.look();
            var refused =
                    assertThrows(CompletionException.class, () -> http.createAccounts(account, RequestOptions.NONE)
                            .join());
            assertEquals("authentication_failed", code(refused));
            assertEquals(handshakes, node.counters().value(FlorinCounter.TLS_HANDSHAKES), "the same connection");
        }
    }

    /** The same certificates say who speaks on the binary port, where no key was brought. */
    @Test
    void aCertificateIsAsGoodAsAKeyOnTheBinaryPort() throws Exception {
        var account = List.of(Account.of(Ids.next(), TestNode.LEDGER, 1));
        for (ClientTls tls : List.of(trust(), showing(stranger), showing(expired), showing(foreign))) {
            var refused = assertThrows(IllegalStateException.class, () -> FlorinClient.connect(binary(tls)));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .endsWith(":" + node.gateway().binaryPort()),
                    refused::getMessage);
        }
        try (var operators = FlorinClient.connect(binary(showing(operator)))) {
            assertEquals("not_granted", operators.createAccounts(account).join().code(0));
        }
        try (var client = FlorinClient.connect(binary(showing(shop)))) {
            assertEquals("created", client.createAccounts(account).join().code(0));
            lines.removeFirst();
            write();
            doorkeeper.look();
            var revoked = assertThrows(CompletionException.class, () -> client.createAccounts(account)
                    .join());
            assertInstanceOf(FlorinException.class, revoked.getCause());
        }
    }

    private ClientConfig binary(ClientTls tls) {
        return ClientConfig.of("127.0.0.1", node.gateway().binaryPort())
                .withTls(tls)
                .withTimeout(TimeUnit.SECONDS.toNanos(5))
                .withoutReconnect();
    }

    private static String code(CompletionException failed) {
        return assertInstanceOf(NotExecutedException.class, failed.getCause()).code();
    }

    private String grant(ClientTls tls) {
        try (var admin = FlorinAdminClient.connect(
                ClientConfig.of("127.0.0.1", node.gateway().adminPort()).withTls(tls))) {
            return admin.grant(Ids.next(), 99, TestNode.LEDGER, EnumSet.of(Right.READ))
                    .join()
                    .code();
        }
    }

    private String open(ClientTls tls) {
        try (var http = FlorinHttpClient.connect(
                ClientConfig.of("127.0.0.1", node.gateway().httpPort()).withTls(tls))) {
            return http.createAccounts(List.of(Account.of(Ids.next(), TestNode.LEDGER, 1)), RequestOptions.NONE)
                    .join()
                    .code(0);
        }
    }

    private static ClientTls trust() {
        return ClientTls.trusting(ours.file());
    }

    private static ClientTls showing(TestAuthority.Issued issued) {
        return trust().with(issued.certificate(), issued.keyFile());
    }
}
