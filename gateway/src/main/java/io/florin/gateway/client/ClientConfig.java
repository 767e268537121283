package io.florin.gateway.client;

import io.florin.protocol.RequestSigning.Algorithm;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The client's settings, fixed from then on.
 *
 * @param addresses of the binary or HTTP ports of nodes; a client goes from one to the next until one serves it.
 * @param windowEvents events that may be under way at once; a caller beyond that waits. At most what the node grants.
 * @param tls how it speaks TLS; without it, plain text, which a node speaks over loopback alone.
 * @param timeoutNs after which a request without an answer ends as unknown, and how long a caller waits for the window.
 * @param key that says who speaks, and whether it is sent or signs; {@link ClientKey#NONE} where none is asked for.
 * @param reconnects whether a connection that is lost is made again, with what has no answer sent again.
 * @param metrics who counts; {@link ClientMetrics#NONE} for nobody.
 */
public record ClientConfig(
        List<InetSocketAddress> addresses,
        Optional<ClientTls> tls,
        int windowEvents,
        long timeoutNs,
        ClientKey key,
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
        this(List.of(address), Optional.empty(), windowEvents, timeoutNs, ClientKey.NONE, true, ClientMetrics.NONE);
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
        return new ClientConfig(newAddresses, tls, windowEvents, timeoutNs, key, reconnects, metrics);
    }

    /** The same, with TLS. */
    public ClientConfig withTls(ClientTls newTls) {
        return new ClientConfig(addresses, Optional.of(newTls), windowEvents, timeoutNs, key, reconnects, metrics);
    }

    /** The same with another patience. */
    public ClientConfig withTimeout(long newTimeoutNs) {
        return new ClientConfig(addresses, tls, windowEvents, newTimeoutNs, key, reconnects, metrics);
    }

    /** The same with a key, which is sent: with each HTTP request, or at the beginning of a binary session. */
    public ClientConfig withKey(String apiKey) {
        return withKey(ClientKey.of(apiKey));
    }

    /**
     * The same with a key that is never sent: it signs each HTTP request (RFC 9421). The binary protocol has no
     * signatures.
     *
     * @throws IllegalArgumentException if this is no key.
     */
    public ClientConfig withSigningKey(String apiKey, Algorithm algorithm) {
        return withKey(ClientKey.signing(apiKey, algorithm));
    }

    private ClientConfig withKey(ClientKey newKey) {
        return new ClientConfig(addresses, tls, windowEvents, timeoutNs, newKey, reconnects, metrics);
    }

    /** The same, where a connection that is lost stays lost: what has no answer then ends as unknown at once. */
    public ClientConfig withoutReconnect() {
        return new ClientConfig(addresses, tls, windowEvents, timeoutNs, key, false, metrics);
    }

    /** The same with somebody who counts. */
    public ClientConfig withMetrics(ClientMetrics newMetrics) {
        return new ClientConfig(addresses, tls, windowEvents, timeoutNs, key, reconnects, newMetrics);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ClientConfig[addresses=" + addresses + ", tls=" + tls.isPresent() + ", windowEvents=" + windowEvents
                + ", timeoutNs=" + timeoutNs + ", reconnects=" + reconnects + "]";
    }
}
