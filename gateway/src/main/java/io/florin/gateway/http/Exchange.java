package io.florin.gateway.http;

import io.florin.gateway.session.Allowance;
import io.florin.gateway.session.Principals;
import io.florin.gateway.session.Share;
import io.florin.gateway.session.Speaker;
import io.netty.buffer.ByteBuf;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One request of a connection and the way to its response; used again for a later request. Event loop only.
 */
final class Exchange {
    /** Names that this node makes for requests begin so. */
    static final String REQUEST_ID_PREFIX = "req_";

    private static final long[] NO_IDS = {};

    private final long[] oneId = new long[2];

    /** Counts the connection's requests; the correlation id in the ring. */
    long number;

    /** Who asks. */
    long principal;

    /** Of the principal's events under way. */
    Share share = Speaker.LOCAL.share();

    /** Of the key that came with it; null if none was asked for. */
    @Nullable
    Allowance allowance;

    @Nullable
    Route route;

    String name = "";
    boolean isKeptAlive;

    /** Its answer must have no body. */
    boolean isHead;

    boolean isAtomic;

    /** As the client names the request; empty if it does not, and then its name is made of the number. */
    String requestId = "";

    long requestNumber;
    String traceparent = "";
    boolean areAmountsText;
    String preferenceApplied = "";

    /** Whole lines, each behind its line feed; empty if there are none. */
    String moreHeaders = "";

    /** The whole object is to be the answer. */
    boolean isObjectWanted;

    /** What the command came to whose object is being looked up; null if none is. */
    ResponseWriter.@Nullable Passed passed;

    /** When that was decided. */
    long passedNs;

    /** It was there before. */
    boolean isExisting;

    /** Of a single object, or of the rows of a batch: high, low, high, low, … */
    long[] ids = NO_IDS;

    /** Of the account's limits, once they are set. */
    long version;

    /** What was signed of the body; empty if nothing was. */
    String contentDigest = "";

    /** A batch that was read as it came in; null for every other body. */
    @Nullable
    ArrivingLines lines;

    /** What is answered once the ledger has said that the principal has the right; null if nobody asks it. */
    @Nullable
    RequestHead askedFor;

    /** For {@code ETag}; empty if there is none. */
    String entityTag = "";

    int events;
    boolean isDone;

    /** A response that waits for those before it. */
    @Nullable
    ByteBuf response;

    /** The client's name for the request, or ours. */
    String requestId() {
        return requestId.isEmpty() ? REQUEST_ID_PREFIX + HexFormat.of().toHexDigits(requestNumber) : requestId;
    }

    /** Of a single object. */
    void id(long high, long low) {
        oneId[0] = high;
        oneId[1] = low;
        ids = oneId;
    }

    void begin(long newNumber) {
        number = newNumber;
        principal = Principals.NOBODY;
        share = Speaker.LOCAL.share();
        allowance = null;
        route = null;
        name = "";
        isKeptAlive = true;
        isHead = false;
        isAtomic = false;
        requestId = "";
        requestNumber = 0;
        traceparent = "";
        areAmountsText = false;
        preferenceApplied = "";
        moreHeaders = "";
        contentDigest = "";
        isObjectWanted = false;
        passed = null;
        passedNs = 0;
        isExisting = false;
        ids = NO_IDS;
        version = 0;
        lines = null;
        askedFor = null;
        entityTag = "";
        events = 0;
        isDone = false;
        response = null;
    }
}
