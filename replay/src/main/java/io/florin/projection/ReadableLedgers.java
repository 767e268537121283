package io.florin.projection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which ledgers a principal may read, by the grants up to the position: what the ledger itself would say there.
 *
 * @param isEvery all there are; then the list says nothing.
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
public record ReadableLedgers(boolean isEvery, long[] ledgers) {
    private static final int READ = 1;
    private static final long EVERY_LEDGER = 0;

    static ReadableLedgers of(Connection connection, long principal) throws SQLException {
        Map<Long, Integer> rights = new HashMap<>();
        try (var select = connection.prepareStatement("select distinct on (ledger) ledger, rights from grants"
                + " where principal = ? order by ledger, sequence desc")) {
            select.setLong(1, principal);
            ResultSet row = select.executeQuery();
            while (row.next()) rights.put(row.getLong(1), row.getInt(2));
        }
        if ((rights.getOrDefault(EVERY_LEDGER, 0) & READ) != 0) return new ReadableLedgers(true, new long[0]);
        long[] some = rights.entrySet().stream()
                .filter(grant -> (grant.getValue() & READ) != 0)
                .mapToLong(Map.Entry::getKey)
                .toArray();
        return new ReadableLedgers(false, some);
    }

    /** Whether this ledger is among them. */
    public boolean has(long ledger) {
        return isEvery || Arrays.stream(ledgers).anyMatch(one -> one == ledger);
    }

    /** Of these the one that is asked for; 0 asks for all. */
    public ReadableLedgers only(long ledger) {
        if (ledger == EVERY_LEDGER) return this;
        return new ReadableLedgers(false, has(ledger) ? new long[] {ledger} : new long[0]);
    }

    /** Whether there is nothing to read. */
    public boolean isNone() {
        return !isEvery && ledgers.length == 0;
    }

    /** Says so to a statement. */
    SqlText restrict(SqlText sql, String column) {
        return isEvery ? sql : sql.among(column, ledgers);
    }
}
