package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What LEDGER.md, section 9, allows: counted in the bytes of the arrays themselves. */
class MemoryTest {
    private static final long BYTES_MAX = 160;

    @ParameterizedTest
    @ValueSource(ints = {1_000, 65_536, 300_000, 1_048_576})
    void ofAnAccount(int accounts) {
        var table = new AccountTable(new IdHash());
        table.growTo(accounts);
        assertAtMost(table.memoryBytes(), accounts);
        table.growTo(accounts + accounts / 3);
        assertAtMost(table.memoryBytes(), accounts + accounts / 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {524_288, 1_000_000, 4_194_304})
    void ofARememberedTransfer(int transfers) {
        var remembered = new Transfers(new IdHash());
        var holds = new Holds(new AccountTable(new IdHash()), remembered);
        remembered.growTo(transfers);
        remembered.window().windowNs(86_400 * Durations.NS_PER_SECOND);
        holds.growTo(transfers);
        assertAtMost(remembered.memoryBytes() + holds.expiry().memoryBytes(), transfers);
    }

    private static void assertAtMost(long bytes, long rows) {
        double each = (double) bytes / rows;
        assertTrue(each <= BYTES_MAX, "bytes each: " + each);
    }

    /**
     * One line of 64 bytes: an array of longs begins 16 bytes behind its object, which G1 places at a region's start.
     */
    @Test
    void theHotPartOfAnAccountIsOneLine() {
        var store = new RowStore(AccountTable.HOT_LONGS, 6);
        store.growTo(100);
        for (int row = 0; row < 100; row++) assertEquals(0, (16 + store.at(row) * Long.BYTES) % 64);
    }
}
