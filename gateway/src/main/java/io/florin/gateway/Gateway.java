package io.florin.gateway;

import io.florin.counters.Counters;
import io.florin.gateway.session.NodeState;
import io.florin.pipeline.Ingress;
import java.net.InetSocketAddress;

/** The server: binary, HTTP and admin port. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are here
public final class Gateway implements AutoCloseable {

    private Gateway(GatewayConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    /**
     * Opens the three ports; clients are served when this returns.
     *
     * @param ingress where commands enter the ring; borrowed.
     * @param node what the ports say of the node; borrowed.
     * @param counters where everything is counted; borrowed.
     * @throws IllegalStateException if a port cannot be opened; the message ends in {@code property=host:port}.
     */
    public static Gateway start(GatewayConfig config, Ingress ingress, NodeState node, Counters counters) {
        return new Gateway(config);
    }

    public int binaryPort() {
        return binaryAddress().getPort();
    }

    /** As bound; the port is the real one. */
    public InetSocketAddress binaryAddress() {
        throw new UnsupportedOperationException();
    }

    public int httpPort() {
        return httpAddress().getPort();
    }

    /** As bound; the port is the real one. */
    public InetSocketAddress httpAddress() {
        throw new UnsupportedOperationException();
    }

    public int adminPort() {
        return adminAddress().getPort();
    }

    /** As bound; the port is the real one. */
    public InetSocketAddress adminAddress() {
        throw new UnsupportedOperationException();
    }

    /** Closes the binary and HTTP ports to new connections; those that are open go on, and the admin port stays. */
    public void stopAdmission() {
        throw new UnsupportedOperationException();
    }

    /** Sends what was answered, then ends every connection and the threads. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
