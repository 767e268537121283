package io.florin.projection;

import io.florin.projection.HistoryRows.Balances;
import io.florin.projection.HistoryRows.Line;
import io.florin.projection.HistoryRows.Lines;
import io.florin.projection.HistoryRows.Page;
import io.florin.projection.HistoryRows.Place;
import io.florin.projection.HistoryRows.Span;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The lines of one account: two indexes, each read from the newest or oldest on, and no more than a page of either. */
final class HistoryLines {
    private HistoryLines() {}

    static Lines list(Connection connection, UUID account, boolean isStatement, Span span, Page page)
            throws SQLException {
        String order = page.isAscending() ? "" : " desc";
        String ordered = " order by sequence" + order + ", part" + order + " limit ?";
        var sql = new SqlText("select * from ((");
        side(sql, "debit", "credit", account, isStatement, span);
        beyond(sql, page).add(ordered, page.limit() + 1).add(") union all (");
        side(sql, "credit", "debit", account, isStatement, span);
        beyond(sql, page).add(ordered, page.limit() + 1).add(")) both_sides" + ordered, page.limit() + 1);
        List<Line> lines = new ArrayList<>();
        try (var select = sql.prepare(connection)) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                if (lines.size() == page.limit()) {
                    return new Lines(lines, lines.getLast().place());
                }
                lines.add(line(row));
            }
        }
        return new Lines(lines, null);
    }

    /** The words are ours, and none of a client's. */
    private static void side(SqlText sql, String side, String counter, UUID account, boolean isStatement, Span span) {
        sql.add(
                "select m.sequence, m.part, m.timestamp_ns, m.kind::text as kind, m.transfer_id, m.hold_id, m.code,"
                        + " m.amount, m.user_data_64, '" + side + "' as side, m." + counter
                        + "_account_id as counter, m."
                        + side + "_debits_pending, m." + side + "_debits_posted, m." + side + "_credits_pending, m."
                        + side
                        + "_credits_posted from movements m where m." + side + "_account_id = ?",
                account);
        if (isStatement) sql.add(" and m.kind in ('transfer', 'post')");
        HistoryTransfers.within(sql, span);
    }

    private static SqlText beyond(SqlText sql, Page page) {
        Place after = page.after();
        if (after == null) return sql;
        return sql.add(
                " and (m.sequence, m.part) " + (page.isAscending() ? ">" : "<") + " (?, ?)",
                after.sequence(),
                after.part());
    }

    private static Line line(ResultSet row) throws SQLException {
        int behind = row.findColumn("counter") + 1;
        return new Line(
                new Place(row.getLong("sequence"), row.getInt("part")),
                row.getLong("timestamp_ns"),
                row.getString("side").equals("debit"),
                row.getString("kind"),
                row.getObject("transfer_id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getObject("counter", UUID.class),
                row.getInt("code"),
                row.getLong("amount"),
                row.getLong("user_data_64"),
                new Balances(
                        row.getLong(behind),
                        row.getLong(behind + 1),
                        row.getLong(behind + 2),
                        row.getLong(behind + 3)));
    }
}
