package io.florin.projection;

import io.florin.projection.HistoryRows.Objects;
import io.florin.projection.HistoryRows.Page;
import io.florin.projection.HistoryRows.Place;
import io.florin.protocol.codec.AccountRowEncoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Accounts as a list, each as it stands at the position. */
final class HistoryAccounts {
    private static final int CLOSED = 1 << 5;

    private static final String COLUMNS = "select a.account_id, a.sequence, a.timestamp_ns, a.ledger, a.code, a.flags,"
            + " a.user_data_128, a.user_data_64, a.user_data_32, b.debits_pending, b.debits_posted, b.credits_pending,"
            + " b.credits_posted, l.debit_allowance, l.credit_allowance, l.version, s.frozen, s.reason, c.closed"
            + " from (select * from accounts where true";
    private static final String STATES = ") a left join lateral (select * from balance_at(a.account_id, ?)) b on true"
            + " left join lateral (select debit_allowance, credit_allowance, version from account_limits x"
            + " where x.account_id = a.account_id order by version desc limit 1) l on true"
            + " left join lateral (select frozen, reason from account_statuses x"
            + " where x.account_id = a.account_id order by sequence desc limit 1) s on true"
            + " left join account_states c on c.account_id = a.account_id order by a.sequence";

    private HistoryAccounts() {}

    static Objects list(Connection connection, ReadableLedgers ledgers, int code, Page page) throws SQLException {
        var sql = new SqlText(COLUMNS);
        ledgers.restrict(sql, "ledger");
        if (code != 0) sql.add(" and code = ?", code);
        Place after = page.after();
        if (after != null) sql.add(page.isAscending() ? " and sequence > ?" : " and sequence < ?", after.sequence());
        String order = page.isAscending() ? "" : " desc";
        sql.add(" order by sequence" + order + " limit ?", page.limit() + 1).add(STATES + order, Long.MAX_VALUE);
        var rows = new UnsafeBuffer(new byte[page.limit() * AccountRowEncoder.ENCODED_LENGTH]);
        var account = new AccountRowEncoder();
        int count = 0;
        Place last = null;
        try (var select = sql.prepare(connection)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                if (count == page.limit()) return new Objects(rows.byteArray(), count, last);
                fill(row, account.wrap(rows, count * AccountRowEncoder.ENCODED_LENGTH));
                last = new Place(row.getLong("sequence"), 0);
                count++;
            }
        }
        return new Objects(rows.byteArray(), count, null);
    }

    private static void fill(ResultSet row, AccountRowEncoder account) throws SQLException {
        UUID id = row.getObject("account_id", UUID.class);
        account.id().high(id.getMostSignificantBits()).low(id.getLeastSignificantBits());
        UUID userData = row.getObject("user_data_128", UUID.class);
        if (userData != null) {
            account.userData128().high(userData.getMostSignificantBits()).low(userData.getLeastSignificantBits());
        }
        account.debitsPending(row.getLong("debits_pending"))
                .debitsPosted(row.getLong("debits_posted"))
                .creditsPending(row.getLong("credits_pending"))
                .creditsPosted(row.getLong("credits_posted"))
                .userData64(row.getLong("user_data_64"))
                .timestamp(row.getLong("timestamp_ns"))
                .debitAllowance(row.getLong("debit_allowance"))
                .creditAllowance(row.getLong("credit_allowance"))
                .userData32(row.getLong("user_data_32"))
                .ledger(row.getLong("ledger"))
                .limitsVersion(row.getLong("version"))
                .code(row.getInt("code"))
                .flags(row.getInt("flags") | (row.getBoolean("closed") ? CLOSED : 0))
                .frozen(row.getInt("frozen"))
                .reason(row.getInt("reason"));
    }
}
