package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.GatewayConfig;
import io.florin.gateway.TestAuthority;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.ClientTls;
import io.florin.gateway.session.Doorkeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is spoken within TLS: HTTP/1.1 where HTTP is, and nothing is agreed upon where somebody proposes otherwise. */
class AlpnTest {
    private static final int TIMEOUT_MS = 10_000;

    @TempDir
    Path folder;

    @Test
    void http1IsChosenAndNothingElse() throws Exception {
        var authority = TestAuthority.make(folder, "ours");
        var issued = authority.issue("node");
        var config = new TlsConfig(
                issued.certificate(), issued.keyFile(), Optional.empty(), TlsConfig.HANDSHAKE_TIMEOUT_DEFAULT_NS);
        ClientTls tls = ClientTls.trusting(authority.file());
        try (var node = TestNode.start(GatewayConfig.onLoopback(0, 0, 0), Doorkeeper.OPEN, Certificates.of(config))) {
            for (int port : new int[] {node.gateway().httpPort(), node.gateway().adminPort()}) {
                assertEquals("http/1.1", chosen(tls, port, "http/1.1"));
                assertEquals("http/1.1", chosen(tls, port, "h2", "http/1.1"));
                assertEquals("", chosen(tls, port, "h2"));
                assertEquals("", chosen(tls, port));
            }
            assertEquals("", chosen(tls, node.gateway().binaryPort(), "h2", "http/1.1"));
        }
    }

    private static String chosen(ClientTls tls, int port, String... proposed) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.jdkContext().getSocketFactory().createSocket("localhost", port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(proposed);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getApplicationProtocol();
        }
    }
}
