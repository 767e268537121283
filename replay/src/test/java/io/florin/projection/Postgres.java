package io.florin.projection;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One real PostgreSQL for all tests of the JVM; a fresh database for whoever asks. */
final class Postgres {
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    private static EmbeddedPostgres start() {
        FLYWAY.setLevel(Level.WARNING);
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "50")
                    .setServerConfig("fsync", "off") // of tests: what survives a power cut is PostgreSQL's to show
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static int port() {
        return SERVER.getPort();
    }

    /** A new, empty database. */
    static ReadModelConfig freshDatabase() throws SQLException {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(url("postgres", port()), "create database " + name);
        return ReadModelConfig.local(url(name, port()), "postgres", "");
    }

    static String url(String database, int port) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    static String ask(ReadModelConfig config, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = florin");
            try (ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "nothing";
            }
        }
    }
}
