package io.florin.gateway.client;

import java.net.InetSocketAddress;

/**
 * What a client can tell whoever counts: every method does nothing unless it is overridden. Called on the client's own
 * thread, or on the one that sends; must return at once.
 */
public interface ClientMetrics {
    /** Nobody counts. */
    ClientMetrics NONE = new ClientMetrics() {};

    /** A request with so many events leaves, for the first time or again. */
    default void sent(int events, boolean isAgain) {
        // nobody counts
    }

    /** An answer came, so many ns after its request was made. */
    default void answered(int events, long latencyNs) {
        // nobody counts
    }

    /** A request was definitely not executed, for this reason. */
    default void notExecuted(int events, String code) {
        // nobody counts
    }

    /** Nobody knows what became of a request. */
    default void unknown(int events) {
        // nobody counts
    }

    /** Requests can be sent to this node, in a new session or in the one of before. */
    default void connected(InetSocketAddress node, boolean isResumed) {
        // nobody counts
    }

    /** The connection to this node is gone, or was not made. */
    default void disconnected(InetSocketAddress node, String reason) {
        // nobody counts
    }

    /** The node grants so many events under way from now on. */
    default void credit(int events) {
        // nobody counts
    }
}
