package io.florin.projection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Every table of facts as CSV, ordered, all as of one sequence. Two read models of one journal at one position export
 * the same bytes, however often each was interrupted or made anew; what depends on when something was written (marks,
 * partitions, account_states behind the position) is left out, and the view balances stands for it.
 */
public final class ReadModelExport {
    private static final String BALANCES = "copy (select b.account_id, b.ledger, b.code, b.debits_pending,"
            + " b.debits_posted, b.credits_pending, b.credits_posted from balances b order by b.account_id)"
            + " to stdout (format csv, header)";

    private ReadModelExport() {}

    /**
     * Writes a file for each table into a folder.
     *
     * @return the sequence that all of them are as of.
     */
    public static long write(ReadModel model, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Connection connection = model.connection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (PreparedStatement zone = connection.prepareStatement("set local time zone 'UTC'")) {
                zone.execute();
            }
            Position position = BooksLoader.position(connection);
            for (ReadTable table : ReadTable.values()) write(connection, table.copyOut(), folder, table.table());
            write(connection, BALANCES, folder, "balances");
            connection.rollback();
            return position == null ? 0 : position.sequence();
        } catch (SQLException failed) {
            throw ReadModelException.of(failed, model.config());
        }
    }

    private static void write(Connection connection, String copy, Path folder, String name)
            throws SQLException, IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".csv"))) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
        }
    }
}
