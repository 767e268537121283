package io.florin.projection;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the read model is and how it is kept. Fixed from then on.
 *
 * @param url of JDBC: {@code jdbc:postgresql://host:5432/database}.
 * @param password empty where the database asks for none.
 * @param tls how far the connection is encrypted and the server checked.
 * @param authority whose certificate the server must show, as PEM; of {@link Tls#VERIFY}.
 * @param connections of the pool that answers questions; the projector has one more.
 * @param timeoutNs for a connection to be made, and for an answer to arrive.
 * @param partition how much time one partition of movements and refusals holds.
 * @param retainNs nanoseconds for which movements stay attached; {@link #FOREVER} keeps all.
 */
public record ReadModelConfig(
        String url,
        String user,
        String password,
        Tls tls,
        Optional<Path> authority,
        int connections,
        long timeoutNs,
        Partition partition,
        long retainNs) {
    public static final String URL_PROPERTY = "florin.projection.url";
    public static final String USER_PROPERTY = "florin.projection.user";
    public static final String AUTHORITY_PROPERTY = "florin.projection.tls-authority";
    public static final String CONNECTIONS_PROPERTY = "florin.projection.connections";
    public static final String TIMEOUT_PROPERTY = "florin.projection.timeout";
    public static final String RETAIN_PROPERTY = "florin.projection.retain";
    public static final int CONNECTIONS_DEFAULT = 8;
    public static final int CONNECTIONS_MAX = 256;
    public static final long FOREVER = Long.MAX_VALUE;
    public static final String PREFIX = "jdbc:postgresql:";

    /** Stands for a database that is started in the data directory; nobody connects to this. */
    public static final String EMBEDDED_URL = "jdbc:postgresql:embedded";

    /** Whom an embedded database knows. */
    public static final String EMBEDDED_USER = "postgres";

    private static final long TIMEOUT_NS_MIN = 100_000_000L;
    private static final long TIMEOUT_NS_MAX = 600_000_000_000L;
    private static final long RETAIN_NS_MIN = 24L * 3_600 * 1_000_000_000;

    /** How far a connection is protected. */
    public enum Tls {
        /** Not at all: for a database on the same machine. */
        OFF,
        /** Encrypted, whoever answers. */
        REQUIRE,
        /** Encrypted, and the server's certificate must be of the authority and name the host. */
        VERIFY
    }

    /** What a partition holds. */
    public enum Partition {
        DAY,
        MONTH
    }

    public ReadModelConfig {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "must be " + PREFIX + "//host:5432/database: " + URL_PROPERTY + "=" + url);
        }
        if (url.contains("password=")) {
            throw new IllegalArgumentException("must not hold the password, which has a setting of its own: "
                    + URL_PROPERTY + "=" + url.substring(0, url.indexOf("password=")) + "…");
        }
        if (user.isEmpty()) throw new IllegalArgumentException("must not be empty: " + USER_PROPERTY + "=");
        if (tls == Tls.VERIFY && authority.isEmpty()) {
            throw new IllegalArgumentException("must name a PEM file for tls=verify: " + AUTHORITY_PROPERTY + "=none");
        }
        if (connections < 1 || connections > CONNECTIONS_MAX) {
            throw new IllegalArgumentException(
                    "must be 1 to " + CONNECTIONS_MAX + ": " + CONNECTIONS_PROPERTY + "=" + connections);
        }
        if (timeoutNs < TIMEOUT_NS_MIN || timeoutNs > TIMEOUT_NS_MAX) {
            throw new IllegalArgumentException(
                    "must be 100 ms to 10 min: " + TIMEOUT_PROPERTY + "=" + timeoutNs / 1_000_000 + "ms");
        }
        if (retainNs < RETAIN_NS_MIN) {
            throw new IllegalArgumentException(
                    "must be a day or more: " + RETAIN_PROPERTY + "=" + retainNs / 1_000_000_000 + "s");
        }
    }

    /** A database of this machine: everything else has its default. */
    public static ReadModelConfig local(String url, String user, String password) {
        return new ReadModelConfig(
                url,
                user,
                password,
                Tls.OFF,
                Optional.empty(),
                CONNECTIONS_DEFAULT,
                10_000_000_000L,
                Partition.MONTH,
                FOREVER);
    }

    /** Whether a database has to be started for it. */
    public boolean isEmbedded() {
        return url.equals(EMBEDDED_URL);
    }

    /** The same, at another address. */
    public ReadModelConfig at(String otherUrl) {
        return new ReadModelConfig(
                otherUrl, user, password, tls, authority, connections, timeoutNs, partition, retainNs);
    }

    /** Without the password: settings are printed. */
    @Override
    public String toString() {
        return "ReadModelConfig[url=" + url + ", user=" + user + ", tls=" + tls + "]";
    }
}
