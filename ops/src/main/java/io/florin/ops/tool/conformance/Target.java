package io.florin.ops.tool.conformance;

import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.ClientTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One port of the server, and how it is spoken with.
 *
 * @param key that says who asks; empty for none.
 */
record Target(InetSocketAddress address, Optional<ClientTls> tls, String key) {
    private static final int TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(5);

    /** A bare connection; every read has a deadline. */
    Socket connect() throws IOException {
        var plain = new Socket();
        plain.connect(new InetSocketAddress(address.getHostString(), address.getPort()), TIMEOUT_MS);
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(TIMEOUT_MS);
        if (tls.isEmpty()) return plain;
        return tls.get()
                .jdkContext()
                .getSocketFactory()
                .createSocket(plain, address.getHostString(), address.getPort(), true);
    }

    /** For Florin's own client. */
    ClientConfig config() {
        ClientConfig config = ClientConfig.of(address.getHostString(), address.getPort())
                .withTimeout(TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS))
                .withoutReconnect()
                .withKey(key);
        return tls.map(config::withTls).orElse(config);
    }
}
