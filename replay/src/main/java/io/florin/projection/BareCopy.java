package io.florin.projection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongSupplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What PostgreSQL itself can take: the rows of movements once more, from a file, into the emptied table. */
public final class BareCopy {
    private static final String OUT = "copy (select " + ReadTable.MOVEMENTS.columns()
            + " from movements order by sequence, part) to stdout (format binary)";

    private static final int CHUNK = 1 << 17;

    private BareCopy() {}

    /**
     * What was copied.
     *
     * @param ns from the first byte to the commit.
     */
    public record Copied(long rows, long bytes, long ns) {}

    /** Leaves the read model with the same movements as before. */
    public static Copied run(ReadModel model, Path file, LongSupplier monotonicNs) throws IOException {
        try (Connection connection = model.connection()) {
            connection.setAutoCommit(false);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (OutputStream out = Files.newOutputStream(file)) {
                copy.copyOut(OUT, out);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("set synchronous_commit = off");
                statement.execute("truncate movements");
            }
            String table = table(connection);
            connection.commit();
            long beganNs = monotonicNs.getAsLong();
            long rows;
            try (InputStream in = Files.newInputStream(file)) {
                rows = copy.copyIn(ReadTable.MOVEMENTS.copyInto(table), in, CHUNK);
            }
            connection.commit();
            return new Copied(rows, Files.size(file), monotonicNs.getAsLong() - beganNs);
        } catch (SQLException failed) {
            throw ReadModelException.of(failed, model.config());
        }
    }

    /** The one piece that all rows lie in, as the projector names it too; the whole where there are several. */
    private static String table(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select case when count(*) = 1 then min(partition_name) else"
                        + " 'movements' end from partitions where table_name = 'movements' and archived_at is null")) {
            row.next();
            return row.getString(1);
        }
    }
}
