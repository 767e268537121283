package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.GatewayConfig;
import io.florin.gateway.LeakWatch;
import io.florin.gateway.TestAuthority;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.ClientTls;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinHttpClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.RequestOptions;
import io.florin.gateway.client.Right;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.session.Doorkeeper;
import io.florin.protocol.PemFile;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every port of a node with a certificate: who speaks TLS 1.3 is served, everybody else is turned away and counted. */
class TlsTest {
    private static final long HANDSHAKE_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final int TIMEOUT_MS = 10_000;
    private static final String GET = "GET /problems/busy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @TempDir
    static Path certificates;

    private static TestAuthority authority;
    private static TestAuthority.Issued first;
    private static TestAuthority.Issued second;

    @TempDir
    Path folder;

    @BeforeAll
    static void issue() throws Exception {
        authority = TestAuthority.make(certificates, "ours");
        first = authority.issue("first");
        second = authority.issueFor("second", "RSA", "dns:localhost,ip:127.0.0.1");
    }

    @AfterAll
    static void nothingLeaked() throws InterruptedException {
        assertEquals(List.of(), LeakWatch.leaks());
    }

    // Who is served.

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL", "JDK"})
    void everyPortIsServedByWhicheverLibrary(SslProvider provider) throws Exception {
        assertTrue(OpenSsl.isAvailable(), "BoringSSL is not here, so half of this would test nothing");
        var shown = Certificates.of(config(Optional.empty()), Clock.systemUTC(), provider);
        try (var node = TestNode.start(GatewayConfig.onLoopback(0, 0, 0), Doorkeeper.OPEN, shown)) {
            try (var binary = FlorinClient.connect(client(node.gateway().binaryPort()));
                    var http = FlorinHttpClient.connect(client(node.gateway().httpPort()))) {
                pays(binary, Florin.EVENTS_MAX);
                pays(http, 100);
            }
            try (var admin = FlorinAdminClient.connect(client(node.gateway().adminPort()))) {
                assertTrue(admin.grant(Ids.next(), 17, 978, EnumSet.of(Right.READ))
                        .join()
                        .isApplied());
            }
            assertTrue(node.counters().value(FlorinCounter.TLS_HANDSHAKES) >= 3);
            assertEquals(0, node.counters().value(FlorinCounter.TLS_REFUSED));
            assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
        }
    }

    /** Over many records of TLS, both ways. */
    private static void pays(Florin florin, int transfers) {
        UUID bank = Ids.next();
        UUID alice = Ids.next();
        assertTrue(florin.createAccounts(
                        List.of(Account.of(bank, TestNode.LEDGER, 1), Account.of(alice, TestNode.LEDGER, 1)),
                        RequestOptions.NONE)
                .join()
                .isSuccess());
        List<Transfer> all = new ArrayList<>();
        for (int i = 0; i < transfers; i++) {
            all.add(Transfer.of(Ids.next(), bank, alice, 1, TestNode.LEDGER, 1));
        }
        assertTrue(florin.createTransfers(all, RequestOptions.NONE).join().isSuccess());
        List<UUID> ids = all.stream().map(Transfer::id).limit(100).toList();
        assertEquals(ids.size(), florin.lookupTransfers(ids).join().rows().size());
        assertEquals(
                transfers,
                florin.lookupAccounts(List.of(alice))
                        .join()
                        .rows()
                        .getFirst()
                        .orElseThrow()
                        .balances()
                        .creditsPostedMinor());
    }

    /** A server that ends a connection says so in TLS too: nobody can cut an answer short unseen. */
    @Test
    void theEndIsSaid() throws Exception {
        try (var node = start();
                SSLSocket socket = tls(node.gateway().httpPort())) {
            socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
        }
    }

    // Who is not.

    @Test
    void plainTextIsTurnedAwayFromEveryPort() throws Exception {
        try (var node = start()) {
            int refused = 0;
            for (int port : ports(node)) {
                for (byte[] hello :
                        List.of(TestFrame.transfers(1, 1).sealed(), GET.getBytes(StandardCharsets.US_ASCII))) {
                    try (var socket = plain(port)) {
                        socket.getOutputStream().write(hello);
                        assertSaysNothingButAnAlert(socket.getInputStream());
                    }
                    awaitRefused(node, ++refused);
                }
            }
            assertStillServes(node);
        }
    }

    private static void assertSaysNothingButAnAlert(InputStream in) throws IOException {
        byte[] said = in.readAllBytes();
        boolean isAlert = said.length == 7 && said[0] == 21;
        assertTrue(said.length == 0 || isAlert, "said " + said.length + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.1,TLSv1.2"})
    void olderVersionsAreTurnedAway(String versions) throws Exception {
        try (var node = start()) {
            int refused = 0;
            for (int port : ports(node)) {
                try (SSLSocket socket = tls(port)) {
                    socket.setEnabledProtocols(versions.split(","));
                    assertThrows(SSLException.class, socket::startHandshake);
                }
                awaitRefused(node, ++refused);
            }
            assertStillServes(node);
        }
    }

    /** Silent, or cut within the first flight: neither keeps a connection for longer than the setting says. */
    @Test
    void aHandshakeThatDoesNotComeEnds() throws Exception {
        byte[] halfAHello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};
        try (var node = start()) {
            int refused = 0;
            for (int port : ports(node)) {
                for (byte[] hello : List.of(new byte[0], halfAHello)) {
                    try (var socket = plain(port)) {
                        socket.getOutputStream().write(hello);
                        assertSaysNothingButAnAlert(socket.getInputStream());
                    }
                    awaitRefused(node, ++refused);
                }
            }
            assertStillServes(node);
        }
    }

    /** Half a handshake, and then the end of the output. */
    @Test
    void whoLeavesInTheMiddleIsForgotten() throws Exception {
        try (var node = start();
                var socket = plain(node.gateway().httpPort())) {
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2});
            socket.shutdownOutput();
            assertSaysNothingButAnAlert(socket.getInputStream());
            awaitRefused(node, 1);
        }
    }

    /** After a good handshake, bytes that nobody encrypted: the connection ends, and it is no bug of ours. */
    @Test
    void whatIsNoRecordEndsAConnection() throws Exception {
        try (var node = start();
                var socket = plain(node.gateway().httpPort());
                SSLSocket tls = (SSLSocket) trust().jdkContext()
                        .getSocketFactory()
                        .createSocket(socket, "localhost", socket.getPort(), false)) {
            tls.startHandshake();
            tls.getOutputStream().write(GET.substring(0, 10).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertTrue(socket.getInputStream().readAllBytes().length < 2_000);
            awaitRefused(node, 1);
            assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
        }
    }

    @Test
    void aClientRefusesANodeThatIsNotWhoWasAskedFor() throws Exception {
        var elsewhere = authority.issueFor("elsewhere", "EC", "dns:elsewhere.example");
        var other = TestAuthority.make(folder, "other");
        copy(elsewhere);
        try (var node = TestNode.start(
                GatewayConfig.onLoopback(0, 0, 0), Doorkeeper.OPEN, Certificates.of(config(Optional.empty())))) {
            int port = node.gateway().binaryPort();
            assertNoTls(port, trust(), "127.0.0.1");
            assertNoTls(port, ClientTls.trusting(other.file()), "signed by nobody it trusts");
            assertNoTls(port, ClientTls.trustingJdk(), "signed by nobody it trusts");
        }
    }

    private static void assertNoTls(int port, ClientTls tls, String why) {
        ClientConfig config = ClientConfig.of("127.0.0.1", port).withTls(tls);
        var refused = assertThrows(IllegalStateException.class, () -> FlorinClient.connect(config), why);
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(sentence.startsWith("no TLS with this node ("), sentence);
        assertTrue(sentence.endsWith(": address=127.0.0.1:" + port), sentence);
    }

    // Other certificates while clients are served.

    @Test
    void newCertificatesAreShownAndNobodyIsDisturbed() throws Exception {
        copy(first);
        var shown = Certificates.of(config(Optional.empty()));
        try (var node = TestNode.start(GatewayConfig.onLoopback(0, 0, 0), Doorkeeper.OPEN, shown);
                var binary = FlorinClient.connect(client(node.gateway().binaryPort()));
                SSLSocket open = tls(node.gateway().httpPort())) {
            open.startHandshake();
            byte[] before = certificate(node);
            for (int i = 0; i < 20; i++) {
                copy(i % 2 == 0 ? second : first);
                pays(binary, 50);
                assertTrue(shown.look());
                pays(binary, 50);
            }
            copy(second);
            assertTrue(shown.look());
            assertArrayEquals(encoded(second), certificate(node));
            assertArrayEquals(encoded(first), before);
            open.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertTrue(new String(open.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("200 OK"));
            assertEquals(0, node.counters().value(FlorinCounter.TLS_REFUSED));
        }
    }

    /** Written one file behind the other, as people do: in between the old pair counts, and it is said once. */
    @Test
    void halfAPairChangesNothing() throws Exception {
        copy(first);
        var shown = Certificates.of(config(Optional.empty()));
        try (var node = TestNode.start(GatewayConfig.onLoopback(0, 0, 0), Doorkeeper.OPEN, shown)) {
            replace(second.certificate(), folder.resolve("node.crt"));
            var half = assertThrows(IllegalArgumentException.class, shown::look);
            assertEquals(
                    "is not the key of the certificate in " + folder.resolve("node.crt")
                            + ": florin.gateway.tls.key-file=" + folder.resolve("node.key"),
                    half.getMessage());
            assertFalse(shown.look(), "said once");
            assertArrayEquals(encoded(first), certificate(node));
            Files.writeString(folder.resolve("node.key"), "-----BEGIN PRIVATE KEY-----\nMIGH");
            assertThrows(IllegalArgumentException.class, shown::look);
            assertArrayEquals(encoded(first), certificate(node));
            replace(second.keyFile(), folder.resolve("node.key"));
            assertTrue(shown.look());
            assertArrayEquals(encoded(second), certificate(node));
        }
    }

    private byte[] certificate(TestNode node) throws Exception {
        try (SSLSocket socket = tls(node.gateway().httpPort())) {
            socket.startHandshake();
            Certificate[] chain = socket.getSession().getPeerCertificates();
            return chain[0].getEncoded();
        }
    }

    private static byte[] encoded(TestAuthority.Issued issued) throws Exception {
        return PemFile.certificates(issued.certificate()).getFirst().getEncoded();
    }

    // The scene.

    private TestNode start() throws Exception {
        copy(first);
        return TestNode.start(
                GatewayConfig.onLoopback(0, 0, 0), Doorkeeper.OPEN, Certificates.of(config(Optional.empty())));
    }

    private TlsConfig config(Optional<Path> clientAuthority) throws IOException {
        if (!Files.exists(folder.resolve("node.crt"))) copy(first);
        return new TlsConfig(
                folder.resolve("node.crt"), folder.resolve("node.key"), clientAuthority, HANDSHAKE_TIMEOUT_NS);
    }

    private void copy(TestAuthority.Issued issued) throws IOException {
        replace(issued.certificate(), folder.resolve("node.crt"));
        replace(issued.keyFile(), folder.resolve("node.key"));
    }

    /** As a careful script does: another file under the same name. */
    private void replace(Path from, Path to) throws IOException {
        Path fresh = Files.createTempFile(folder, "fresh", "");
        Files.copy(from, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ClientTls trust() {
        return ClientTls.trusting(authority.file());
    }

    private static ClientConfig client(int port) {
        return ClientConfig.of("127.0.0.1", port).withTls(trust());
    }

    private static List<Integer> ports(TestNode node) {
        return List.of(
                node.gateway().binaryPort(),
                node.gateway().httpPort(),
                node.gateway().adminPort());
    }

    private static Socket plain(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static SSLSocket tls(int port) throws IOException {
        var socket = (SSLSocket) trust().jdkContext().getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static void awaitRefused(TestNode node, long refused) {
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (node.counters().value(FlorinCounter.TLS_REFUSED) < refused && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(100_000);
        }
        assertEquals(refused, node.counters().value(FlorinCounter.TLS_REFUSED));
    }

    private static void assertStillServes(TestNode node) throws Exception {
        try (var binary = FlorinClient.connect(client(node.gateway().binaryPort()))) {
            pays(binary, 10);
        }
        assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
    }
}
