package io.florin.gateway.session;

/** A connection, as its event loop's desk sees it. Every method runs on that event loop. */
public interface Served {

    /** Now and then: end the connection if it has waited for too long. */
    void onTime(long nowNs);

    /** The ring has room again. */
    void onRingFree();

    /** One of these methods has failed, by a bug of ours: count it, and close. */
    void onFailure(Throwable cause);

    /** The node goes down: no new requests, those that are under way are answered. */
    default void onDraining() {
        // requests are refused one by one
    }

    /** The gateway closes: end in good order. */
    void onClosing();

    /** The gateway waits no longer. */
    void onAbort();
}
