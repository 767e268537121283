package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RowStoreTest {
    @Test
    void growsWithoutMovingARow() {
        var store = new RowStore(3, 2);
        int rows = 0;
        for (int growth : new int[] {5, 0, 1, 40, 7}) {
            store.growTo(rows + growth);
            store.growTo(rows); // never shrinks
            for (int row = rows; row < rows + growth; row++) {
                for (int field = 0; field < 3; field++) store.zone(row)[store.at(row) + field] = 10L * row + field;
            }
            rows += growth;
            for (int row = 0; row < rows; row++) {
                for (int field = 0; field < 3; field++) {
                    assertEquals(10L * row + field, store.zone(row)[store.at(row) + field]);
                }
            }
        }
        assertEquals(53, store.rows());
        assertEquals((53 * 3 + 4 * 2) * Long.BYTES, store.memoryBytes());
    }
}
