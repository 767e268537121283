package io.florin.projection;

import io.florin.projection.ReadModelConfig.Partition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of movements and refusals, by time (UTC). A new one is made as a table of its own and then attached,
 * which holds nobody up who reads; what is old enough is detached and stands in the schema {@link #ARCHIVE}, with the
 * balances behind it kept in opening_balances. One thread, one connection; runs in the caller's transaction.
 */
final class Partitions {
    static final String ARCHIVE = "florin_archive";

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu_MM_dd", Locale.ROOT);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Connection connection;
    private final Partition kind;
    private Piece current = new Piece("", Long.MIN_VALUE, Long.MIN_VALUE);

    /**
     * What lies between two times.
     *
     * @param suffix of the names of its tables.
     */
    private record Piece(String suffix, long fromNs, long toNs) {
        private boolean holds(long epochNs) {
            return epochNs >= fromNs && epochNs < toNs;
        }
    }

    Partitions(Connection connection, Partition kind) {
        this.connection = connection;
        this.kind = kind;
    }

    /** Whether rows of this time go where those before went. */
    boolean isCurrent(long epochNs) {
        return current.holds(epochNs);
    }

    /** Name of the table for rows of the time that was entered last. */
    String name(ReadTable table) {
        return table.table() + "_" + current.suffix();
    }

    /** From now on rows are of this time; makes the pieces that this needs. */
    void enter(long epochNs) throws SQLException {
        Piece found = find(epochNs);
        current = found == null ? make(epochNs) : found;
    }

    private @Nullable Piece find(long epochNs) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select partition_name, from_at, to_at from partitions
                 where table_name = 'movements' and archived_at is null and from_at <= ? and to_at > ?""")) {
            query.setObject(1, time(epochNs));
            query.setObject(2, time(epochNs));
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) return null;
                String suffix = rows.getString(1).substring("movements_".length());
                return new Piece(suffix, epochNs(rows, 2), epochNs(rows, 3));
            }
        }
    }

    private Piece make(long epochNs) throws SQLException {
        LocalDate day = time(epochNs).toLocalDate();
        LocalDate from = kind == Partition.DAY ? day : day.withDayOfMonth(1);
        LocalDate to = kind == Partition.DAY ? day.plusDays(1) : from.plusMonths(1);
        Piece piece = clipped(new Piece(NAME.format(from), startNs(from), startNs(to)), epochNs);
        for (ReadTable table : ReadTable.values()) {
            if (table.isPartitioned()) make(table, piece);
        }
        return piece;
    }

    /** Where days and months meet, because the setting was changed, the newer piece is shorter. */
    private Piece clipped(Piece wanted, long epochNs) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select max(to_at) filter (where to_at <= ?), min(from_at) filter (where from_at > ?) from partitions
                 where table_name = 'movements'""")) {
            query.setObject(1, time(epochNs));
            query.setObject(2, time(epochNs));
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                boolean hasBefore = rows.getObject(1) != null;
                boolean hasBehind = rows.getObject(2) != null;
                long fromNs = hasBefore ? Math.max(wanted.fromNs(), epochNs(rows, 1)) : wanted.fromNs();
                long toNs = hasBehind ? Math.min(wanted.toNs(), epochNs(rows, 2)) : wanted.toNs();
                String suffix = NAME.format(time(fromNs)) + (fromNs == wanted.fromNs() ? "" : "_on");
                return new Piece(suffix, fromNs, toNs);
            }
        }
    }

    private void make(ReadTable table, Piece piece) throws SQLException {
        String name = table.table() + "_" + piece.suffix();
        String from = time(piece.fromNs()).toString();
        String to = time(piece.toNs()).toString();
        try (Statement statement = connection.createStatement();
                PreparedStatement note = connection.prepareStatement(
                        "insert into partitions (partition_name, table_name, from_at, to_at) values (?, ?, ?, ?)")) {
            statement.execute("create table " + name + " (like " + table.table() + " including all)");
            statement.execute("alter table " + table.table() + " attach partition " + name + " for values from ('"
                    + from + "') to ('" + to + "')");
            statement.execute("do $$ begin grant select on " + name + " to florin_reader;"
                    + " exception when undefined_object then null; end $$");
            note.setString(1, name);
            note.setString(2, table.table());
            note.setObject(3, time(piece.fromNs()));
            note.setObject(4, time(piece.toNs()));
            note.executeUpdate();
        }
    }

    /**
     * Takes off what ends before this time. The caller commits.
     *
     * @return how many pieces went.
     */
    int archiveBefore(long epochNs) throws SQLException {
        int archived = 0;
        try (PreparedStatement query = connection.prepareStatement("""
                select partition_name, table_name from partitions
                 where archived_at is null and to_at <= ? and to_at <= (select max(from_at) from partitions)
                 order by to_at, table_name""")) {
            query.setObject(1, time(epochNs));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    archive(rows.getString(1), rows.getString(2));
                    archived++;
                }
            }
        }
        return archived;
    }

    private void archive(String name, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement note = connection.prepareStatement(
                        "update partitions set archived_at = now() where partition_name = ?")) {
            if (table.equals(ReadTable.MOVEMENTS.table())) keepBalances(statement, name);
            statement.execute("create schema if not exists " + ARCHIVE);
            statement.execute("alter table " + table + " detach partition " + name);
            statement.execute("alter table " + name + " set schema " + ARCHIVE);
            note.setString(1, name);
            note.executeUpdate();
        }
    }

    private static void keepBalances(Statement statement, String name) throws SQLException {
        statement.execute("""
                insert into opening_balances
                select distinct on (account_id) account_id, sequence, dp, dq, cp, cq
                  from (select debit_account_id as account_id, sequence, part, debit_debits_pending as dp,
                               debit_debits_posted as dq, debit_credits_pending as cp, debit_credits_posted as cq
                          from %1$s
                        union all
                        select credit_account_id, sequence, part, credit_debits_pending, credit_debits_posted,
                               credit_credits_pending, credit_credits_posted
                          from %1$s) m
                 order by account_id, sequence desc, part desc
                on conflict (account_id) do update set sequence = excluded.sequence,
                   debits_pending = excluded.debits_pending, debits_posted = excluded.debits_posted,
                   credits_pending = excluded.credits_pending, credits_posted = excluded.credits_posted
                """.formatted(name));
        statement.execute("update position set first_sequence = greatest(first_sequence,"
                + " (select coalesce(max(sequence) + 1, 0) from " + name + "))");
    }

    static OffsetDateTime time(long epochNs) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(epochNs, SECOND_NS), Math.floorMod(epochNs, SECOND_NS) / 1_000 * 1_000)
                .atOffset(ZoneOffset.UTC);
    }

    private static long startNs(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * SECOND_NS;
    }

    private static long epochNs(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toEpochSecond() * SECOND_NS;
    }
}
