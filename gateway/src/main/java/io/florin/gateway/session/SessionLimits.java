package io.florin.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * How much a session of the binary port, and a key over all its connections, may take.
 *
 * @param freeNs how long a session outlives its connection.
 * @param keptAnswers that a session can send again.
 * @param keptBytes that those may take; a power of two.
 * @param keptBytesInAll that the kept answers of all sessions may take together; when it is used up, sessions keep
 *     fewer.
 * @param sessions in all, with a connection or without; a key may have a sixteenth of them.
 * @param connectionsPerKey open at once under one key or certificate, over all ports that ask for one.
 * @param eventsPerPrincipal that may be under way over all sessions and HTTP requests of one principal who came with a
 *     key: two of the largest requests, so that it takes several principals to fill the ring.
 */
public record SessionLimits(
        long freeNs,
        int keptAnswers,
        int keptBytes,
        long keptBytesInAll,
        int sessions,
        int connectionsPerKey,
        int eventsPerPrincipal) {
    public static final String FREE_PROPERTY = "florin.gateway.session-timeout";
    public static final String KEPT_ANSWERS_PROPERTY = "florin.gateway.kept-answers";
    public static final String KEPT_BYTES_PROPERTY = "florin.gateway.kept-bytes";
    public static final String KEPT_IN_ALL_PROPERTY = "florin.gateway.kept-bytes-in-all";
    public static final String SESSIONS_PROPERTY = "florin.gateway.sessions";
    public static final String CONNECTIONS_PER_KEY_PROPERTY = "florin.gateway.connections-per-key";
    public static final String EVENTS_PER_PRINCIPAL_PROPERTY = "florin.gateway.events-per-principal";
    public static final int EVENTS_PER_PRINCIPAL_MAX = 1_048_576;

    private static final int KEPT_BYTES_MIN = 4_096;
    private static final int KEPT_BYTES_MAX = 64 * 1024 * 1024;
    private static final int COUNT_MAX = 1_048_576;
    private static final int SHARE_OF_A_KEY = 16;

    /** API.md, section 3.3. */
    public static final SessionLimits DEFAULT = new SessionLimits(
            TimeUnit.MINUTES.toNanos(10), 1_024, 4 * 1024 * 1024, 64L * 1024 * 1024, 4_096, 64, 16_380);

    public SessionLimits {
        if (freeNs <= 0) throw new IllegalArgumentException("must be positive: " + FREE_PROPERTY + "=" + freeNs + "ns");
        within(KEPT_ANSWERS_PROPERTY, keptAnswers, 1, COUNT_MAX);
        within(KEPT_BYTES_PROPERTY, keptBytes, KEPT_BYTES_MIN, KEPT_BYTES_MAX);
        if (Integer.bitCount(keptBytes) != 1) {
            throw new IllegalArgumentException("must be a power of two: " + KEPT_BYTES_PROPERTY + "=" + keptBytes);
        }
        if (keptBytesInAll < 0) {
            throw new IllegalArgumentException("must not be negative: " + KEPT_IN_ALL_PROPERTY + "=" + keptBytesInAll);
        }
        within(SESSIONS_PROPERTY, sessions, 1, COUNT_MAX);
        within(CONNECTIONS_PER_KEY_PROPERTY, connectionsPerKey, 1, Limits.CONNECTIONS_MAX);
        within(EVENTS_PER_PRINCIPAL_PROPERTY, eventsPerPrincipal, Limits.WINDOW_EVENTS_MIN, EVENTS_PER_PRINCIPAL_MAX);
    }

    private static void within(String property, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("must be from " + min + " to " + max + ": " + property + "=" + value);
        }
    }

    /** Sessions that one key may have. */
    int sessionsPerKey() {
        return Math.max(connectionsPerKey, sessions / SHARE_OF_A_KEY);
    }

    /** The same, with another time that a session outlives its connection. */
    public SessionLimits withFree(long newFreeNs) {
        return new SessionLimits(
                newFreeNs, keptAnswers, keptBytes, keptBytesInAll, sessions, connectionsPerKey, eventsPerPrincipal);
    }

    /** The same, with other caps: sessions in all, connections and events under way of each key. */
    public SessionLimits withCaps(int newSessions, int newConnectionsPerKey, int newEventsPerPrincipal) {
        return new SessionLimits(
                freeNs,
                keptAnswers,
                keptBytes,
                keptBytesInAll,
                newSessions,
                newConnectionsPerKey,
                newEventsPerPrincipal);
    }

    /** The same, with less memory of answers. */
    public SessionLimits withKept(int newAnswers, int newBytes, long newBytesInAll) {
        return new SessionLimits(
                freeNs, newAnswers, newBytes, newBytesInAll, sessions, connectionsPerKey, eventsPerPrincipal);
    }
}
