package io.florin.projection;

import io.florin.projection.HistoryRows.Objects;
import io.florin.projection.HistoryRows.Page;
import io.florin.projection.HistoryRows.Place;
import io.florin.projection.HistoryRows.Span;
import io.florin.projection.HistoryRows.Stand;
import io.florin.projection.HistoryRows.UserData;
import io.florin.projection.HistoryRows.Wanted;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.Outcome;
import io.florin.protocol.codec.PendingStatus;
import io.florin.protocol.codec.TransferRowEncoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Transfers as a list. By account or by the client's own keys an index gives them in their order; everything else is
 * read in windows of sequences, each larger than the one before, until there are enough.
 */
final class HistoryTransfers {
    private static final long WINDOW_FIRST = 4_096;
    private static final int WINDOW_GROWTH = 16;
    private static final UUID NO_ID = new UUID(0, 0);

    private static final String COLUMNS = "select m.sequence, m.part, m.timestamp_ns, m.amount, m.ledger,"
            + " m.transfer_id, m.debit_account_id, m.credit_account_id, m.code, m.flags, m.kind::text as kind,"
            + " m.timeout, m.hold_id, m.user_data_128, m.user_data_64, m.user_data_32"
            + " from movements m where m.kind <> 'expiry'";

    /** What became of each hold of the page: while it is open that is known, else by what ended it. */
    private static final String STATES = "select page.*, case when page.kind <> 'hold' then 'none' when exists"
            + " (select from open_holds o where o.hold_id = page.transfer_id) then 'open' else"
            + " (select r.kind::text from movements r where r.hold_id = page.transfer_id"
            + " order by r.sequence desc, r.part desc limit 1) end as state from (";

    private HistoryTransfers() {}

    static Objects list(Connection connection, Stand stand, ReadableLedgers ledgers, Wanted wanted, Page page)
            throws SQLException {
        UserData keys = wanted.userData();
        boolean hasIndex = wanted.account() != null || isGiven(keys.bits128()) || isGiven(keys.bits64());
        var bounds = new long[] {stand.firstSequence(), stand.sequence()};
        Place after = page.after();
        if (after != null) bounds[page.isAscending() ? 0 : 1] = after.sequence();
        if (hasIndex) return read(connection, ledgers, wanted, page, bounds);
        long window = WINDOW_FIRST;
        while (true) {
            long from = page.isAscending() ? bounds[0] : Math.max(bounds[0], bounds[1] - window);
            long to = page.isAscending() ? Math.min(bounds[1], bounds[0] + window) : bounds[1];
            Objects found = read(connection, ledgers, wanted, page, new long[] {from, to});
            boolean isAll = from <= bounds[0] && to >= bounds[1];
            if (found.next() != null || isAll) return found;
            window *= WINDOW_GROWTH;
        }
    }

    private static Objects read(Connection connection, ReadableLedgers ledgers, Wanted wanted, Page page, long[] bounds)
            throws SQLException {
        var sql = new SqlText(STATES);
        UUID account = wanted.account();
        String order = page.isAscending() ? "" : " desc";
        String ordered = " order by sequence" + order + ", part" + order + " limit ?";
        if (account != null && wanted.onDebit() && wanted.onCredit()) {
            sql.add("(");
            some(sql, ledgers, wanted, page, bounds).add(" and m.debit_account_id = ?", account);
            sql.add(ordered, page.limit() + 1).add(") union all (");
            some(sql, ledgers, wanted, page, bounds).add(" and m.credit_account_id = ?", account);
            sql.add(ordered, page.limit() + 1).add(")");
        } else {
            some(sql, ledgers, wanted, page, bounds);
            if (account != null) {
                sql.add(" and m." + (wanted.onDebit() ? "debit" : "credit") + "_account_id = ?", account);
            }
        }
        sql.add(ordered + ") page" + ordered, page.limit() + 1, page.limit() + 1);
        return rows(connection, sql, page.limit());
    }

    private static SqlText some(SqlText sql, ReadableLedgers ledgers, Wanted wanted, Page page, long[] bounds) {
        sql.add(COLUMNS + " and m.sequence >= ? and m.sequence <= ?", bounds[0], bounds[1]);
        ledgers.restrict(sql, "m.ledger");
        Place after = page.after();
        if (after != null) {
            String beyond = page.isAscending() ? ">" : "<";
            sql.add(" and (m.sequence, m.part) " + beyond + " (?, ?)", after.sequence(), after.part());
        }
        if (wanted.code() != 0) sql.add(" and m.code = ?", wanted.code());
        UserData keys = wanted.userData();
        equal(sql, "m.user_data_128", keys.bits128());
        equal(sql, "m.user_data_64", keys.bits64());
        equal(sql, "m.user_data_32", keys.bits32());
        return within(sql, wanted.span());
    }

    /** A key of zero is none: it stands in no row and in no index. */
    private static void equal(SqlText sql, String column, @Nullable Object key) {
        if (key == null) return;
        if (isGiven(key)) sql.add(" and " + column + " = ?", key);
        else sql.add(" and " + column + " is null");
    }

    private static boolean isGiven(@Nullable Object key) {
        return key != null && !key.equals(NO_ID) && !key.equals(0L);
    }

    /** By the time of recording, which grows with the sequence, to the microsecond. */
    static SqlText within(SqlText sql, Span span) {
        if (span.fromNs() > 0) sql.add(" and m.recorded_at >= ?", SqlText.time(span.fromNs()));
        if (span.toNs() < Long.MAX_VALUE) sql.add(" and m.recorded_at < ?", SqlText.time(span.toNs()));
        return sql;
    }

    private static Objects rows(Connection connection, SqlText sql, int limit) throws SQLException {
        var rows = new UnsafeBuffer(new byte[limit * TransferRowEncoder.ENCODED_LENGTH]);
        var transfer = new TransferRowEncoder();
        int count = 0;
        Place last = null;
        try (var select = sql.prepare(connection)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                if (count == limit) return new Objects(rows.byteArray(), count, last);
                fill(row, transfer.wrap(rows, count * TransferRowEncoder.ENCODED_LENGTH));
                last = new Place(row.getLong("sequence"), row.getInt("part"));
                count++;
            }
        }
        return new Objects(rows.byteArray(), count, null);
    }

    private static void fill(ResultSet row, TransferRowEncoder transfer) throws SQLException {
        id(transfer.id(), row.getObject("transfer_id", UUID.class));
        id(transfer.debitAccountId(), row.getObject("debit_account_id", UUID.class));
        id(transfer.creditAccountId(), row.getObject("credit_account_id", UUID.class));
        id(transfer.pendingId(), row.getObject("hold_id", UUID.class));
        id(transfer.userData128(), row.getObject("user_data_128", UUID.class));
        transfer.amount(row.getLong("amount"))
                .userData64(row.getLong("user_data_64"))
                .timestamp(row.getLong("timestamp_ns"))
                .userData32(row.getLong("user_data_32"))
                .timeout(row.getLong("timeout"))
                .ledger(row.getLong("ledger"))
                .code(row.getInt("code"))
                .flags(row.getInt("flags"))
                .outcome(Outcome.CREATED)
                .pendingStatus(
                        switch (String.valueOf(row.getString("state"))) {
                            case "open" -> PendingStatus.PENDING;
                            case "post" -> PendingStatus.POSTED;
                            case "void" -> PendingStatus.VOIDED;
                            case "expiry" -> PendingStatus.EXPIRED;
                            default -> PendingStatus.NONE;
                        });
    }

    private static void id(IdEncoder id, @Nullable UUID value) {
        if (value != null) id.high(value.getMostSignificantBits()).low(value.getLeastSignificantBits());
    }
}
