package io.florin.gateway.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The client's settings, fixed from then on.
 *
 * @param addresses of the binary or HTTP ports of nodes; the binary client goes from one to the next until one serves
 *     it, the HTTP client speaks to the first.
 * @param windowEvents events that may be under way at once; a caller beyond that waits. At most what the node grants.
 * @param tls how it speaks TLS; without it, plain text, which a node speaks over loopback alone.
 * @param timeoutNs after which a request without an answer ends as unknown, and how long a caller waits for the window.
 * @param apiKey that says who speaks; empty where none is asked for.
 * @param reconnects whether a connection that is lost is made again, with what has no answer sent again. The binary
 *     client only: HTTP connects as it needs to.
 * @param metrics who counts; {@link ClientMetrics#NONE} for nobody.
 */
public record ClientConfig(
        List<InetSocketAddress> addresses,
        Optional<ClientTls> tls,
        int windowEvents,
        long timeoutNs,
        String apiKey,
        boolean reconnects,
        ClientMetrics metrics) {
    public static final int WINDOW_EVENTS_MIN = Florin.EVENTS_MAX;
    public static final int WINDOW_EVENTS_DEFAULT = 16_380;
    public static final long TIMEOUT_DEFAULT_NS = TimeUnit.SECONDS.toNanos(10);

    public ClientConfig {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) throw new IllegalArgumentException("must name a node: addresses=[]");
        if (windowEvents < WINDOW_EVENTS_MIN) {
            throw new IllegalArgumentException("must be at least 8190: windowEvents=" + windowEvents);
        }
        if (timeoutNs <= 0) throw new IllegalArgumentException("must be positive: timeoutNs=" + timeoutNs);
    }

    /** For this node, in plain text, without a key. */
    public ClientConfig(InetSocketAddress address, int windowEvents, long timeoutNs) {
        this(List.of(address), Optional.empty(), windowEvents, timeoutNs, "", true, ClientMetrics.NONE);
    }

    /** Defaults for this node. */
    public static ClientConfig of(String host, int port) {
        return new ClientConfig(new InetSocketAddress(host, port), WINDOW_EVENTS_DEFAULT, TIMEOUT_DEFAULT_NS);
    }

    /** The first of them. */
    public InetSocketAddress address() {
        return addresses.getFirst();
    }

    /** The same for these nodes, any of which may serve. */
    public ClientConfig withAddresses(List<InetSocketAddress> newAddresses) {
        return new ClientConfig(newAddresses, tls, windowEvents, timeoutNs, apiKey, reconnects, metrics);
    }

    /** The same, with TLS. */
    public ClientConfig withTls(ClientTls newTls) {
        return new ClientConfig(addresses, Optional.of(newTls), windowEvents, timeoutNs, apiKey, reconnects, metrics);
    }

    /** The same with another patience. */
    public ClientConfig withTimeout(long newTimeoutNs) {
        return new ClientConfig(addresses, tls, windowEvents, newTimeoutNs, apiKey, reconnects, metrics);
    }

    /** The same with a key. */
    public ClientConfig withKey(String newApiKey) {
        return new ClientConfig(addresses, tls, windowEvents, timeoutNs, newApiKey, reconnects, metrics);
    }

    /** The same, where a connection that is lost stays lost: what has no answer then ends as unknown at once. */
    public ClientConfig withoutReconnect() {
        return new ClientConfig(addresses, tls, windowEvents, timeoutNs, apiKey, false, metrics);
    }

    /** The same with somebody who counts. */
    public ClientConfig withMetrics(ClientMetrics newMetrics) {
        return new ClientConfig(addresses, tls, windowEvents, timeoutNs, apiKey, reconnects, newMetrics);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ClientConfig[addresses=" + addresses + ", tls=" + tls.isPresent() + ", windowEvents=" + windowEvents
                + ", timeoutNs=" + timeoutNs + ", reconnects=" + reconnects + "]";
    }
}
