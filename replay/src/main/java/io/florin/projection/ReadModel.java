package io.florin.projection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * The database of one ledger's read model: brings its schema up to date, gives the projector its connection, and
 * answers questions from a pool. Opening does no I/O, so a node starts while PostgreSQL is down.
 */
public final class ReadModel implements AutoCloseable {
    static final String SCHEMA = "florin";
    private static final String MIGRATIONS = "classpath:io/florin/projection/migration";
    private static final String HISTORY = "schema_history";
    private static final long POOL_IDLE_MS = 60_000;
    private static final long POOL_WAIT_MS_MIN = 250;

    /** Whoever asks should hear soon that PostgreSQL is away. */
    private static final long POOL_WAIT_MS_MAX = 1_000;

    private final ReadModelConfig config;
    private final HikariDataSource pool;

    private ReadModel(ReadModelConfig config, HikariDataSource pool) {
        this.config = config;
        this.pool = pool;
    }

    /** Knows where it is; connects when it is asked. */
    public static ReadModel of(ReadModelConfig config) {
        var hikari = new HikariConfig();
        hikari.setJdbcUrl(config.url());
        hikari.setDataSourceProperties(properties(config, "florin-reports"));
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setSchema(SCHEMA);
        hikari.setReadOnly(true);
        hikari.setAutoCommit(true);
        hikari.setPoolName("florin-reports");
        hikari.setMaximumPoolSize(config.connections());
        hikari.setMinimumIdle(0);
        hikari.setIdleTimeout(POOL_IDLE_MS);
        hikari.setConnectionTimeout(
                Math.clamp(TimeUnit.NANOSECONDS.toMillis(config.timeoutNs()), POOL_WAIT_MS_MIN, POOL_WAIT_MS_MAX));
        hikari.setInitializationFailTimeout(-1);
        return new ReadModel(config, new HikariDataSource(hikari));
    }

    private static Properties properties(ReadModelConfig config, String application) {
        var properties = new Properties();
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(config.timeoutNs()));
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        properties.setProperty("ApplicationName", application);
        properties.setProperty("connectTimeout", Long.toString(seconds));
        properties.setProperty("socketTimeout", Long.toString(seconds * 6));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("currentSchema", SCHEMA);
        properties.setProperty(
                "sslmode",
                switch (config.tls()) {
                    case OFF -> "disable";
                    case REQUIRE -> "require";
                    case VERIFY -> "verify-full";
                });
        config.authority().ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
        return properties;
    }

    public ReadModelConfig config() {
        return config;
    }

    /**
     * Brings the schema to this program's version.
     *
     * @throws ReadModelException if the schema is newer, is another one, or PostgreSQL cannot be used.
     */
    public void migrate() {
        migrateTo(null);
    }

    /** The same up to a version, for tests of what comes behind it. */
    void migrateTo(@Nullable String version) {
        try (Connection first = connection()) { // says what is wrong in our words, where Flyway would in its own
            first.isValid(1);
        } catch (SQLException failed) {
            throw ReadModelException.of(failed, config);
        }
        Flyway flyway = flyway(version);
        try {
            requireKnown(flyway);
            flyway.migrate();
        } catch (FlywayException failed) {
            if (failed.getCause() instanceof SQLException cause) throw ReadModelException.of(cause, config);
            throw ReadModelException.refused(
                    "the schema " + SCHEMA + " cannot be brought up to date ("
                            + String.valueOf(failed.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("") + ")",
                    config.url());
        }
    }

    private void requireKnown(Flyway flyway) {
        MigrationVersion ours = MigrationVersion.EMPTY;
        MigrationVersion theirs = MigrationVersion.EMPTY;
        for (MigrationInfo migration : flyway.info().all()) {
            MigrationVersion version = migration.getVersion();
            if (version == null) continue;
            if (migration.getState().isResolved() && version.isNewerThan(ours)) ours = version;
            if (migration.getState().isApplied() && version.isNewerThan(theirs)) theirs = version;
        }
        if (!theirs.isNewerThan(ours)) return;
        throw ReadModelException.refused(
                "the schema " + SCHEMA + " is of version " + theirs + " and this program knows up to " + ours
                        + ", run the newer program or florin report rebuild",
                config.url());
    }

    /** Removes everything, so that it can be made again from the journal. */
    public void drop() {
        try (Connection connection = connection();
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
            statement.execute("drop schema if exists " + Partitions.ARCHIVE + " cascade");
        } catch (SQLException failed) {
            throw ReadModelException.of(failed, config);
        }
    }

    private Flyway flyway(@Nullable String target) {
        var flyway = Flyway.configure(ReadModel.class.getClassLoader())
                .dataSource(config.url(), config.user(), config.password())
                .jdbcProperties(stringProperties())
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                .table(HISTORY)
                .locations(MIGRATIONS)
                .ignoreMigrationPatterns("*:future")
                .cleanDisabled(true);
        if (target != null) flyway.target(target);
        return flyway.load();
    }

    private Map<String, String> stringProperties() {
        var map = new HashMap<String, String>();
        properties(config, "florin-schema").forEach((name, value) -> map.put((String) name, (String) value));
        map.remove("currentSchema");
        return map;
    }

    /** A connection of its own, for whoever writes; the caller's. */
    Connection connection() throws SQLException {
        return DriverManager.getConnection(config.url(), properties(config, "florin-projection"));
    }

    /** A connection of the pool that only reads, in the schema; close it to give it back. */
    public Connection reading() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
