package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTableTest {
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2})
    void againstASortedMap(long seed) {
        var random = new SplittableRandom(seed);
        var table = new GrantTable();
        table.growTo(20);
        var expected = new TreeMap<Long, Integer>(); // principal and ledger in one key: both are small here
        for (int round = 0; round < 20_000; round++) {
            long principal = 1L + random.nextInt(6);
            int ledger = random.nextInt(6);
            int rights = random.nextInt(GrantTable.ALL + 1);
            long key = principal << 8 | ledger;
            boolean hasRoom = rights == 0 || expected.containsKey(key) || expected.size() < 20;
            assertEquals(hasRoom, table.grant(principal, ledger, rights));
            if (hasRoom) expected.put(key, rights);
            if (rights == 0) expected.remove(key);

            long asked = 1L + random.nextInt(6);
            int askedLedger = 1 + random.nextInt(5);
            int on = expected.getOrDefault(asked << 8 | askedLedger, 0) | expected.getOrDefault(asked << 8, 0);
            for (int right = 1; right <= GrantTable.ADMIN; right <<= 1) {
                assertEquals((on & right) != 0, table.allows(asked, askedLedger, right));
            }
        }
        assertEquals(expected.size(), table.count());
        int row = 0;
        for (long key : expected.keySet()) {
            assertEquals(key, table.principal(row) << 8 | table.ledger(row));
            row++;
        }
    }

    @Test
    void principalsAndLedgersAreUnsigned() {
        var table = new GrantTable();
        table.growTo(3);
        table.grant(-1, -1, GrantTable.READ);
        table.grant(1, -1, GrantTable.POST);
        table.grant(-1, 1, GrantTable.ADMIN);
        assertEquals(1, table.principal(0));
        assertEquals(1, table.ledger(1));
        assertEquals(-1, table.ledger(2));
        assertTrue(table.allows(-1, -1, GrantTable.READ));
        assertFalse(table.allows(-1, 1, GrantTable.READ));
    }

    @Test
    void florinItselfMayDoEverything() {
        assertTrue(new GrantTable().allows(0, 978, GrantTable.ADMIN));
        assertFalse(new GrantTable().allows(1, 978, GrantTable.READ));
    }
}
