package io.florin.gateway.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One request of a connection and the way to its response; used again for a later request. Event loop only.
 */
final class Exchange {
    private static final long[] NO_IDS = {};

    /** Counts the connection's requests; the correlation id in the ring. */
    long number;

    @Nullable
    Route route;

    String name = "";
    boolean isKeptAlive;

    /** Its answer must have no body. */
    boolean isHead;

    boolean isAtomic;
    String requestId = "";
    String traceparent = "";
    boolean areAmountsText;
    String preferenceApplied = "";

    /** Of a single object, or of the rows of a batch: high, low, high, low, … */
    long[] ids = NO_IDS;

    /** Of the account's limits, once they are set. */
    long version;

    /** For {@code ETag}; empty if there is none. */
    String entityTag = "";

    int events;
    boolean isDone;

    /** A response that waits for those before it. */
    @Nullable
    ByteBuf response;

    void begin(long newNumber) {
        number = newNumber;
        route = null;
        name = "";
        isKeptAlive = true;
        isHead = false;
        isAtomic = false;
        requestId = "";
        traceparent = "";
        areAmountsText = false;
        preferenceApplied = "";
        ids = NO_IDS;
        version = 0;
        entityTag = "";
        events = 0;
        isDone = false;
        response = null;
    }
}
