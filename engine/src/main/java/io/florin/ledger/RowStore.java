package io.florin.ledger;

import java.util.Arrays;

/**
 * Rows of a fixed number of longs, by row number from 0. A store that grows takes one more array for the new rows, a
 * zone, and copies none; as long as it never grew, finding a row is one comparison. Allocates when it grows only.
 *
 * <p>A row is read and written as {@code zone(row)[at(row) + FIELD]}.
 */
final class RowStore {
    /** Of one zone, so that rows of 15 longs still fit one array. */
    static final int ZONE_ROWS_MAX = 1 << 27;

    private final int longsPerRow;
    private final int pad;
    private long[][] zones = {new long[0]};
    private int[] zoneFirstRows = {0};
    private long[] firstZone = zones[0];
    private int firstZoneRows;
    private int rows;

    /** @param pad longs before the first row of a zone, for rows that must begin where a cache line does. */
    RowStore(int longsPerRow, int pad) {
        this.longsPerRow = longsPerRow;
        this.pad = pad;
    }

    /** To so many rows in all; never shrinks. */
    void growTo(int rowsMax) {
        while (rows < rowsMax) addZone(Math.min(rowsMax - rows, ZONE_ROWS_MAX));
    }

    private void addZone(int zoneRows) {
        long[] zone = new long[pad + zoneRows * longsPerRow];
        if (rows == 0) {
            firstZone = zone;
            firstZoneRows = zoneRows;
            zones[0] = zone;
        } else {
            zones = Arrays.copyOf(zones, zones.length + 1);
            zones[zones.length - 1] = zone;
            zoneFirstRows = Arrays.copyOf(zoneFirstRows, zones.length);
            zoneFirstRows[zones.length - 1] = rows;
        }
        rows += zoneRows;
    }

    int rows() {
        return rows;
    }

    long[] zone(int row) {
        return row < firstZoneRows ? firstZone : zones[laterZone(row)];
    }

    int at(int row) {
        return pad + (row < firstZoneRows ? row : row - zoneFirstRows[laterZone(row)]) * longsPerRow;
    }

    private int laterZone(int row) {
        int zone = zones.length - 1;
        while (zoneFirstRows[zone] > row) zone--;
        return zone;
    }

    /** Bytes of all arrays. */
    long memoryBytes() {
        long longs = 0;
        for (long[] zone : zones) longs += zone.length;
        return longs * Long.BYTES;
    }
}
