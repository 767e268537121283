package io.florin.projection;

import java.util.EnumMap;
import java.util.Map;

/** The rows of one transaction, table by table. One thread. */
final class RowSet {
    private final Map<ReadTable, CopyRows> rows = new EnumMap<>(ReadTable.class);
    final HoldChanges holds = new HoldChanges();

    RowSet() {
        for (ReadTable table : ReadTable.values()) rows.put(table, new CopyRows());
    }

    CopyRows of(ReadTable table) {
        CopyRows found = rows.get(table);
        if (found == null) throw new IllegalStateException("every table has rows: table=" + table);
        return found;
    }

    /** A new row, which the caller fills. */
    CopyRows begin(ReadTable table) {
        return of(table).begin(table.fields());
    }

    void clear() {
        rows.values().forEach(CopyRows::clear);
        holds.clear();
    }
}
