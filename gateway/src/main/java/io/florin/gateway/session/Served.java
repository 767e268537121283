package io.florin.gateway.session;

/** A connection, as its event loop's desk sees it. Every method runs on that event loop. */
public interface Served {

    /** Answers were handed over: write them. */
    void onAnswers();

    /** Now and then: end the connection if it has waited for too long. */
    void onTime(long nowNs);

    /** The ring has room again. */
    void onRingFree();

    /** One of these methods has failed, by a bug of ours: count it, and close. */
    void onFailure(Throwable cause);

    /** The gateway closes: end in good order. */
    void onClosing();

    /** The gateway waits no longer. */
    void onAbort();
}
