package io.florin.projection;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Every version of the schema that was ever released is brought up to date with rows in it, and nothing is lost. */
@Timeout(120)
final class MigrationsTest {
    @TempDir
    Path folder;

    @Test
    void everyEarlierVersionComesUpToDateWithItsRows() throws Exception {
        Path data = folder.resolve("data");
        JournalAndModel.history(data, 21, 120);
        List<String> versions = versions();
        assertFalse(versions.isEmpty());
        try (ReadModel newest = ReadModel.of(Postgres.freshDatabase())) {
            newest.migrate();
            JournalAndModel.project(newest, data);
            var expected = JournalAndModel.export(newest, folder.resolve("newest"));
            for (String version : versions) {
                try (ReadModel old = ReadModel.of(Postgres.freshDatabase())) {
                    old.migrateTo(version);
                    copy(newest, old);
                    old.migrate();
                    JournalAndModel.assertEqualToTheLedger(old, data);
                    assertEquals(expected, JournalAndModel.export(old, folder.resolve("from-" + version)));
                    JournalAndModel.project(old, data); // and goes on from there
                }
            }
        }
    }

    private static List<String> versions() throws Exception {
        Path migrations =
                Path.of(requireNonNull(ReadModel.class.getResource("migration")).toURI());
        try (Stream<Path> files = Files.list(migrations)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("V\\d+__.*\\.sql"))
                    .map(name -> name.substring(1, name.indexOf("__")))
                    .sorted()
                    .toList();
        }
    }

    /** What both have: rows of the newest schema, with the columns that the older one knew. */
    private static void copy(ReadModel from, ReadModel to) throws Exception {
        try (Connection source = from.connection();
                Connection target = to.connection()) {
            target.setAutoCommit(false);
            new Partitions(target, to.config().partition()).enter(System.currentTimeMillis() * 1_000_000);
            try (Statement statement = target.createStatement()) {
                statement.execute("delete from partitions");
            }
            for (String table : tables(target)) {
                String columns = String.join(", ", columns(target, table));
                var rows = new ByteArrayOutputStream();
                source.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (select " + columns + " from " + table + ") to stdout", rows);
                target.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy " + table + " (" + columns + ") from stdin",
                                new ByteArrayInputStream(rows.toByteArray()));
            }
            target.commit();
        }
    }

    private static List<String> tables(Connection connection) throws Exception {
        return strings(connection, """
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'florin' and c.relkind in ('r', 'p') and not c.relispartition
                   and c.relname <> 'schema_history' order by 1""");
    }

    private static List<String> columns(Connection connection, String table) throws Exception {
        return strings(
                connection,
                String.format(
                        Locale.ROOT,
                        "select column_name from information_schema.columns where table_schema = 'florin'"
                                + " and table_name = '%s' order by ordinal_position",
                        table));
    }

    private static List<String> strings(Connection connection, String sql) throws Exception {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) found.add(rows.getString(1));
        }
        return found;
    }
}
