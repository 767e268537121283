package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a map of sets, with hashes that meet on purpose. */
class RowIndexTest {
    private static Set<Integer> rowsOf(RowIndex index, long hash) {
        Set<Integer> rows = new HashSet<>();
        int slot = index.home(hash);
        for (long entry = index.entry(slot); entry != 0; entry = index.entry(slot)) {
            if (RowIndex.matches(entry, hash)) assertTrue(rows.add(RowIndex.row(entry)), "a row stands once");
            slot = index.next(slot);
        }
        return rows;
    }

    private static long hash(SplittableRandom random, int variety) {
        return switch (variety) {
            case 0 -> random.nextLong();
            case 1 -> (long) random.nextInt(3) << Integer.SIZE; // all at the beginning
            case 2 -> -1L - ((long) random.nextInt(3) << Integer.SIZE); // all at the end, so runs go around
            default -> random.nextLong() & 0xF000_0000_0000_0000L; // few homes, far apart
        };
    }

    @ParameterizedTest(name = "seed={0} variety={1}")
    @CsvSource({"1,0", "2,0", "3,1", "4,1", "5,2", "6,2", "7,3", "8,3"})
    void addedAndRemovedInAnyOrder(long seed, int variety) {
        var random = new SplittableRandom(seed);
        var index = new RowIndex(64);
        Map<Integer, Long> hashes = new HashMap<>();
        Map<Long, Set<Integer>> expected = new HashMap<>();
        for (int round = 0; round < 20_000; round++) {
            int row = 1 + random.nextInt(64);
            Long known = hashes.remove(row);
            if (known == null) {
                long hash = hash(random, variety);
                index.add(hash, row);
                hashes.put(row, hash);
                expected.computeIfAbsent(hash, h -> new HashSet<>()).add(row);
                assertEquals(expected.get(hash), rowsOf(index, hash));
            } else {
                assertTrue(index.remove(known, row));
                assertFalse(index.remove(known, row));
                Set<Integer> left = expected.getOrDefault(known, Set.of());
                left.remove(row);
                assertEquals(left, rowsOf(index, known));
            }
            assertEquals(hashes.size() == 64, index.isFull());
        }
        expected.forEach((hash, rows) -> assertEquals(rows, rowsOf(index, hash)));
    }

    @Test
    void fullOfOneHash() {
        var index = new RowIndex(100);
        for (int row = 1; row <= 100; row++) index.add(-1, row);
        assertTrue(index.isFull());
        assertEquals(100, rowsOf(index, -1).size());
        assertTrue(rowsOf(index, 1L << Integer.SIZE).isEmpty());
        for (int row = 100; row > 0; row--) assertTrue(index.remove(-1, row));
        assertTrue(rowsOf(index, -1).isEmpty());
    }
}
