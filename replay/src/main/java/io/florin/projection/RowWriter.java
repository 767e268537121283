package io.florin.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * One transaction after the other: rows by binary COPY, then the position, and only if it is still the one that this
 * writer knows. Movements go out while the next are decoded. Whatever fails leaves the database as it was, and this
 * writer of no use. One thread.
 */
final class RowWriter implements AutoCloseable {
    private static final int CHUNK = 1 << 17;
    private static final String STATE_COLUMNS = "account_id, sequence, debits_pending, debits_posted, credits_pending,"
            + " credits_posted, debit_allowance, credit_allowance, limits_version, frozen, frozen_reason, closed";
    private static final int STATE_FIELDS = 12;

    private final Connection connection;
    private final PGConnection postgres;
    private final Partitions partitions;
    private final CopyRows states = new CopyRows();
    private final CopyRows newHolds = new CopyRows();
    private @Nullable CopyIn movements;

    private RowWriter(Connection connection, Partitions partitions) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PGConnection.class);
        this.partitions = partitions;
    }

    /** Writes over this connection, which is its own from now on. */
    static RowWriter open(Connection connection, ReadModelConfig config) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // A crash of PostgreSQL then forgets the last moments whole, position and data, and they are read again.
            statement.execute("set synchronous_commit = off");
            statement.execute("create temporary table if not exists staged_states (like account_states)"
                    + " on commit delete rows");
        }
        connection.commit();
        return new RowWriter(connection, new Partitions(connection, config.partition()));
    }

    /** Before the rows of a record of this time are added: no COPY holds those of two pieces. */
    void enter(long epochNs, RowSet rows) throws SQLException {
        if (partitions.isCurrent(epochNs)) return;
        endPieces(rows);
        partitions.enter(epochNs);
    }

    /** Sends movements on their way, if they are many. */
    void drain(RowSet rows) throws SQLException {
        CopyRows waiting = rows.of(ReadTable.MOVEMENTS);
        if (waiting.length() < CHUNK) return;
        send(waiting);
    }

    private void send(CopyRows waiting) throws SQLException {
        CopyIn copy = movements;
        if (copy == null) {
            copy = postgres.getCopyAPI().copyIn(ReadTable.MOVEMENTS.copyInto(partitions.name(ReadTable.MOVEMENTS)));
            copy.writeToCopy(CopyRows.head(), 0, CopyRows.head().length);
            movements = copy;
        }
        copy.writeToCopy(waiting.array(), 0, waiting.length());
        waiting.sent();
    }

    private void endPieces(RowSet rows) throws SQLException {
        CopyRows waiting = rows.of(ReadTable.MOVEMENTS);
        if (!waiting.isEmpty()) send(waiting);
        CopyIn copy = movements;
        movements = null;
        if (copy != null) {
            copy.writeToCopy(CopyRows.end(), 0, CopyRows.end().length);
            copy.endCopy();
        }
        copy(ReadTable.REFUSALS.copyInto(partitions.name(ReadTable.REFUSALS)), rows.of(ReadTable.REFUSALS));
        rows.of(ReadTable.REFUSALS).sent();
    }

    /**
     * All of it, or nothing.
     *
     * @param withStates whether account_states is brought up to this position too.
     * @throws ReadModelException if somebody else moved the position.
     */
    void commit(RowSet rows, Books books, Position before, Position after, boolean withStates) throws SQLException {
        long moved = rows.of(ReadTable.MOVEMENTS).rows();
        endPieces(rows);
        move(books, before, after, withStates); // whoever comes second waits here, and then finds another position
        for (ReadTable table : ReadTable.values()) {
            if (!table.isPartitioned()) copy(table.copyInto(table.table()), rows.of(table));
        }
        holds(rows.holds);
        if (withStates) states(books.accounts);
        if (moved > 0) mark(after);
        connection.commit();
        if (withStates) books.accounts.saved();
        rows.clear();
    }

    private void copy(String into, CopyRows rows) throws SQLException {
        if (rows.isEmpty()) return;
        CopyIn copy = postgres.getCopyAPI().copyIn(into);
        copy.writeToCopy(CopyRows.head(), 0, CopyRows.head().length);
        copy.writeToCopy(rows.array(), 0, rows.length());
        copy.writeToCopy(CopyRows.end(), 0, CopyRows.end().length);
        copy.endCopy();
    }

    private void holds(HoldChanges changes) throws SQLException {
        newHolds.clear();
        changes.write(newHolds);
        copy(ReadTable.OPEN_HOLDS.copyInto(ReadTable.OPEN_HOLDS.table()), newHolds);
        if (!changes.ended().isEmpty()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from open_holds where hold_id = any (?)")) {
                delete.setArray(
                        1, connection.createArrayOf("uuid", changes.ended().toArray(UUID[]::new)));
                delete.executeUpdate();
            }
        }
        if (changes.reduced().isEmpty()) return;
        try (PreparedStatement update = connection.prepareStatement("update open_holds o set held = v.held"
                + " from unnest(?::uuid[], ?::bigint[]) as v (id, held) where o.hold_id = v.id")) {
            Map<UUID, Long> reduced = changes.reduced();
            update.setArray(1, connection.createArrayOf("uuid", reduced.keySet().toArray(UUID[]::new)));
            update.setArray(
                    2, connection.createArrayOf("bigint", reduced.values().toArray(Long[]::new)));
            update.executeUpdate();
        }
    }

    private void states(AccountBook accounts) throws SQLException {
        IntArrayList dirty = accounts.dirty();
        if (dirty.isEmpty()) return;
        states.clear();
        for (int i = 0; i < dirty.size(); i++) state(accounts, dirty.getInt(i));
        copy("copy staged_states (" + STATE_COLUMNS + ") from stdin (format binary)", states);
        try (Statement upsert = connection.createStatement()) {
            upsert.executeUpdate("insert into account_states (" + STATE_COLUMNS + ") select " + STATE_COLUMNS
                    + " from staged_states on conflict (account_id) do update set sequence = excluded.sequence,"
                    + " debits_pending = excluded.debits_pending, debits_posted = excluded.debits_posted,"
                    + " credits_pending = excluded.credits_pending, credits_posted = excluded.credits_posted,"
                    + " debit_allowance = excluded.debit_allowance, credit_allowance = excluded.credit_allowance,"
                    + " limits_version = excluded.limits_version, frozen = excluded.frozen,"
                    + " frozen_reason = excluded.frozen_reason, closed = excluded.closed");
        }
    }

    private void state(AccountBook accounts, int row) {
        states.begin(STATE_FIELDS).uuid(accounts.id(row)).int8(accounts.get(row, AccountBook.SEQUENCE));
        for (int field = AccountBook.DEBITS_PENDING; field <= AccountBook.LIMITS_VERSION; field++) {
            states.int8(accounts.get(row, field));
        }
        states.int4(accounts.frozen(row)).int4(accounts.frozenReason(row)).truth(accounts.isClosed(row));
    }

    private void mark(Position after) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(
                "insert into marks (recorded_at, sequence, chain) values (?, ?, ?) on conflict do nothing")) {
            mark.setObject(1, Partitions.time(after.recordedNs()));
            mark.setLong(2, after.sequence());
            mark.setBytes(3, after.chain().toBytes());
            mark.executeUpdate();
        }
    }

    private void move(Books books, Position before, Position after, boolean withStates) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement("""
                update position
                   set epoch = ?, sequence = ?, chain = ?, recorded_ns = ?, last_account_ns = ?, last_transfer_ns = ?,
                       accounts = ?, movements = ?, refusals = ?, written_at = now(),
                       states_sequence = case when ? then ? else states_sequence end
                 where ledger_id = ? and sequence = ? and chain = ?""")) {
            move.setLong(1, after.epoch());
            move.setLong(2, after.sequence());
            move.setBytes(3, after.chain().toBytes());
            move.setLong(4, after.recordedNs());
            move.setLong(5, books.lastAccountNs);
            move.setLong(6, books.lastTransferNs);
            move.setLong(7, books.accounts.size());
            move.setLong(8, books.movements);
            move.setLong(9, books.refusals);
            move.setBoolean(10, withStates);
            move.setLong(11, after.sequence());
            move.setObject(12, before.ledgerId());
            move.setLong(13, before.sequence());
            move.setBytes(14, before.chain().toBytes());
            if (move.executeUpdate() != 1) {
                throw new SQLException("somebody else writes this read model too: position.sequence is no longer "
                        + before.sequence());
            }
        }
    }

    /** Takes off what is older than may stay attached. */
    int archiveBefore(long epochNs) throws SQLException {
        int archived = partitions.archiveBefore(epochNs);
        connection.commit();
        return archived;
    }

    /** What was not committed is forgotten, by the server too. */
    @Override
    public void close() throws SQLException {
        CopyIn copy = movements;
        movements = null;
        try (connection) {
            if (copy != null && copy.isActive()) copy.cancelCopy();
        }
    }
}
