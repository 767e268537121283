package io.florin.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * How much one client, one address and all of them may take. Reaching a limit is an answer or a close, never a queue.
 *
 * @param windowEvents events of one binary connection that may be under way at once, from 8,190.
 * @param connections open at once, per port.
 * @param connectionsPerAddress open at once from one address, per port.
 * @param firstTimeoutNs from the connection to the first whole frame header or request line.
 * @param restTimeoutNs from the first byte of a frame or request to its last.
 * @param writeTimeoutNs how long a client may leave its answers unread.
 * @param bodyBytes of an HTTP request that creates one object.
 * @param batchBodyBytes of an HTTP request that creates many.
 * @param sessions of sessions, keys and principals.
 */
public record Limits(
        int windowEvents,
        int connections,
        int connectionsPerAddress,
        long firstTimeoutNs,
        long restTimeoutNs,
        long writeTimeoutNs,
        int bodyBytes,
        int batchBodyBytes,
        SessionLimits sessions) {
    public static final String WINDOW_EVENTS_PROPERTY = "florin.gateway.window";
    public static final int WINDOW_EVENTS_MIN = 8_190;
    public static final int WINDOW_EVENTS_MAX = 524_288;
    public static final String CONNECTIONS_PROPERTY = "florin.gateway.connections";
    public static final String CONNECTIONS_PER_ADDRESS_PROPERTY = "florin.gateway.connections-per-address";
    public static final int CONNECTIONS_MAX = 65_536;
    public static final String FIRST_TIMEOUT_PROPERTY = "florin.gateway.first-timeout";
    public static final String REST_TIMEOUT_PROPERTY = "florin.gateway.rest-timeout";
    public static final String WRITE_TIMEOUT_PROPERTY = "florin.gateway.write-timeout";
    public static final String BODY_PROPERTY = "florin.gateway.http.body";
    public static final String BATCH_BODY_PROPERTY = "florin.gateway.http.batch-body";
    public static final int BODY_BYTES_MIN = 1_024;
    public static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

    /** API.md, section 3.3. */
    public static final Limits DEFAULT = new Limits(
            16_380,
            1_024,
            256,
            TimeUnit.SECONDS.toNanos(5),
            TimeUnit.SECONDS.toNanos(10),
            TimeUnit.SECONDS.toNanos(10),
            64 * 1024,
            4 * 1024 * 1024,
            SessionLimits.DEFAULT);

    public Limits {
        within(WINDOW_EVENTS_PROPERTY, windowEvents, WINDOW_EVENTS_MIN, WINDOW_EVENTS_MAX);
        within(CONNECTIONS_PROPERTY, connections, 1, CONNECTIONS_MAX);
        within(CONNECTIONS_PER_ADDRESS_PROPERTY, connectionsPerAddress, 1, CONNECTIONS_MAX);
        positive(FIRST_TIMEOUT_PROPERTY, firstTimeoutNs);
        positive(REST_TIMEOUT_PROPERTY, restTimeoutNs);
        positive(WRITE_TIMEOUT_PROPERTY, writeTimeoutNs);
        within(BODY_PROPERTY, bodyBytes, BODY_BYTES_MIN, BODY_BYTES_MAX);
        within(BATCH_BODY_PROPERTY, batchBodyBytes, BODY_BYTES_MIN, BODY_BYTES_MAX);
    }

    /** The same, with other times: first frame, rest of it, answers unread. */
    public Limits withTimeouts(long firstNs, long restNs, long writeNs) {
        return new Limits(
                windowEvents,
                connections,
                connectionsPerAddress,
                firstNs,
                restNs,
                writeNs,
                bodyBytes,
                batchBodyBytes,
                sessions);
    }

    /** The same, with other caps on connections: in all, and from one address. */
    public Limits withConnections(int inAll, int perAddress) {
        return new Limits(
                windowEvents,
                inAll,
                perAddress,
                firstTimeoutNs,
                restTimeoutNs,
                writeTimeoutNs,
                bodyBytes,
                batchBodyBytes,
                sessions);
    }

    /** The same, with other limits of sessions. */
    public Limits withSessions(SessionLimits newSessions) {
        return new Limits(
                windowEvents,
                connections,
                connectionsPerAddress,
                firstTimeoutNs,
                restTimeoutNs,
                writeTimeoutNs,
                bodyBytes,
                batchBodyBytes,
                newSessions);
    }

    private static void within(String property, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("must be from " + min + " to " + max + ": " + property + "=" + value);
        }
    }

    private static void positive(String property, long valueNs) {
        if (valueNs <= 0) throw new IllegalArgumentException("must be positive: " + property + "=" + valueNs + "ns");
    }
}
