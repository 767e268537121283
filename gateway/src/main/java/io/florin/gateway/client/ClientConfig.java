package io.florin.gateway.client;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The client's settings, fixed from then on.
 *
 * @param address of the node's binary or HTTP port.
 * @param windowEvents events that may be under way at once; a caller beyond that waits. At most what the node grants.
 * @param tls how it speaks TLS; without it, plain text, which a node speaks over loopback alone.
 * @param timeoutNs after which a request without an answer ends as unknown, and how long a caller waits for the window.
 */
public record ClientConfig(InetSocketAddress address, Optional<ClientTls> tls, int windowEvents, long timeoutNs) {
    public static final int WINDOW_EVENTS_MIN = Florin.EVENTS_MAX;
    public static final int WINDOW_EVENTS_DEFAULT = 16_380;
    public static final long TIMEOUT_DEFAULT_NS = TimeUnit.SECONDS.toNanos(10);

    public ClientConfig {
        if (windowEvents < WINDOW_EVENTS_MIN) {
            throw new IllegalArgumentException("must be at least 8190: windowEvents=" + windowEvents);
        }
        if (timeoutNs <= 0) throw new IllegalArgumentException("must be positive: timeoutNs=" + timeoutNs);
    }

    /** Defaults for this node. */
    public static ClientConfig of(String host, int port) {
        return new ClientConfig(
                new InetSocketAddress(host, port), Optional.empty(), WINDOW_EVENTS_DEFAULT, TIMEOUT_DEFAULT_NS);
    }

    /** The same, with TLS. */
    public ClientConfig withTls(ClientTls newTls) {
        return new ClientConfig(address, Optional.of(newTls), windowEvents, timeoutNs);
    }
}
