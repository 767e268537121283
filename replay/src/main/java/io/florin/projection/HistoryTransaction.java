package io.florin.projection;

import io.florin.projection.HistoryRows.Balance;
import io.florin.projection.HistoryRows.Balances;
import io.florin.projection.HistoryRows.ClosedDay;
import io.florin.projection.HistoryRows.Lines;
import io.florin.projection.HistoryRows.Objects;
import io.florin.projection.HistoryRows.Page;
import io.florin.projection.HistoryRows.Span;
import io.florin.projection.HistoryRows.Stand;
import io.florin.projection.HistoryRows.Sums;
import io.florin.projection.HistoryRows.Wanted;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Questions to the read model, in one transaction that sees one position: what is said of rights, of the position and
 * of everything else belongs together. Every value goes as a parameter of a prepared statement. One thread; cold.
 */
public final class HistoryTransaction implements AutoCloseable {
    private final Connection connection;
    private final Stand stand;

    private HistoryTransaction(Connection connection, Stand stand) {
        this.connection = connection;
        this.stand = stand;
    }

    /** Where connections that read come from. */
    @FunctionalInterface
    public interface Connections {
        /** One, which whoever has it closes. */
        Connection open() throws SQLException;
    }

    /** Asks the database. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException failed) {
            throw new HistoryFailedException(failed);
        }
    }

    /**
     * Begins.
     *
     * @param timeoutNs of each question.
     * @throws HistoryFailedException if there is no read model, or it does not answer; likewise every question.
     */
    public static HistoryTransaction begin(Connections connections, long timeoutNs) {
        return asked(() -> begin(connections.open(), timeoutNs));
    }

    private static HistoryTransaction begin(Connection connection, long timeoutNs) throws SQLException {
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (var statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = " + TimeUnit.NANOSECONDS.toMillis(timeoutNs));
                ResultSet row =
                        statement.executeQuery("select sequence, epoch, recorded_ns, first_sequence from position");
                if (!row.next()) throw new SQLException("the read model is empty as yet", "02000");
                var stand = new Stand(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
                return new HistoryTransaction(connection, stand);
            }
        } catch (SQLException | RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }

    /** Up to where all answers are complete. */
    public Stand stand() {
        return stand;
    }

    /** Which ledgers a principal may read. */
    public ReadableLedgers readable(long principal) {
        return asked(() -> ReadableLedgers.of(connection, principal));
    }

    /** The ledger of an account; empty if there is no such account. */
    public OptionalLong ledgerOf(UUID account) {
        return asked(() -> {
            try (var select = connection.prepareStatement("select ledger from accounts where account_id = ?")) {
                select.setObject(1, account);
                ResultSet row = select.executeQuery();
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    /** Accounts in the order of their creation. */
    public Objects accounts(ReadableLedgers ledgers, int code, Page page) {
        return asked(() -> HistoryAccounts.list(connection, ledgers, code, page));
    }

    /** Transfers, holds, posts and voids in the order of their creation. */
    public Objects transfers(ReadableLedgers ledgers, Wanted wanted, Page page) {
        return asked(() -> HistoryTransfers.list(connection, stand, ledgers, wanted, page));
    }

    /** What changed an account's balances; of a statement what moved, alone. */
    public Lines lines(UUID account, boolean isStatement, Span span, Page page) {
        return asked(() -> HistoryLines.list(connection, account, isStatement, span, page));
    }

    /** What an account had behind this sequence; empty if it was not there yet, or that is not kept. */
    public Optional<Balance> balanceAt(UUID account, long sequence) {
        return balance("select * from balance_at(?, ?)", account, Math.min(sequence, stand.sequence()));
    }

    /** What an account had before this time. */
    public Optional<Balance> balanceBefore(UUID account, long timestampNs) {
        return balance("select * from balance_before(?, ?)", account, SqlText.time(timestampNs));
    }

    private Optional<Balance> balance(String words, UUID account, Object moment) {
        return asked(() -> {
            try (var select = new SqlText("").add(words, account, moment).prepare(connection)) {
                ResultSet row = select.executeQuery();
                if (!row.next()) return Optional.empty();
                return Optional.of(new Balance(
                        row.getLong("sequence"),
                        new Balances(
                                row.getLong("debits_pending"),
                                row.getLong("debits_posted"),
                                row.getLong("credits_pending"),
                                row.getLong("credits_posted"))));
            }
        });
    }

    /** All accounts by ledger and code, added up. Reads every account. */
    public List<Sums> trialBalance(ReadableLedgers ledgers) {
        return asked(() -> sums(ledgers));
    }

    private List<Sums> sums(ReadableLedgers ledgers) throws SQLException {
        var sql = new SqlText("select ledger, code, count(*), sum(debits_pending), sum(debits_posted),"
                + " sum(credits_pending), sum(credits_posted) from balances where true");
        ledgers.restrict(sql, "ledger").add(" group by ledger, code order by ledger, code");
        List<Sums> sums = new ArrayList<>();
        try (var select = sql.prepare(connection)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                sums.add(new Sums(
                        row.getLong(1),
                        row.getInt(2),
                        row.getLong(3),
                        sum(row, 4),
                        sum(row, 5),
                        sum(row, 6),
                        sum(row, 7)));
            }
        }
        return sums;
    }

    private static BigInteger sum(ResultSet row, int column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum == null ? BigInteger.ZERO : sum.toBigIntegerExact();
    }

    /** Days that were closed, newest first; those of every ledger are everybody's. */
    public List<ClosedDay> closedDays(ReadableLedgers ledgers, int limit) {
        return asked(() -> days(ledgers, limit));
    }

    private List<ClosedDay> days(ReadableLedgers ledgers, int limit) throws SQLException {
        var sql = new SqlText(
                "select ledger, day::text, sequence, recorded_at from closed_days" + " where (ledger = 0 or (true");
        ledgers.restrict(sql, "ledger").add(")) order by sequence desc limit ?", limit);
        List<ClosedDay> days = new ArrayList<>();
        try (var select = sql.prepare(connection)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                days.add(new ClosedDay(row.getLong(1), row.getString(2), row.getLong(3), ns(row.getTimestamp(4))));
            }
        }
        return days;
    }

    static long ns(Timestamp time) {
        return TimeUnit.MILLISECONDS.toNanos(time.getTime()) + time.getNanos() % TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** Ends the transaction, and gives the connection back. */
    @Override
    public void close() {
        asked(() -> {
            try (connection) {
                connection.rollback();
            }
            return true;
        });
    }
}
