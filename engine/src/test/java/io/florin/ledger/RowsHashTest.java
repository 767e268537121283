package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** No field of an account can change without the hash of its row. */
class RowsHashTest {
    @Test
    void everyBitOfTheHotPartCounts() {
        var hash = new IdHash();
        var accounts = new AccountTable(hash);
        accounts.growTo(2);
        accounts.add(Host.account(1), 1);
        accounts.add(Host.account(2), 2);
        var rows = new RowsHash(accounts);
        rows.advance();
        long before = rows.hash();
        for (int word = 0; word < AccountTable.HOT_LONGS; word++) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                accounts.hotWord(1, word, accounts.hotWord(1, word) ^ 1L << bit);
                rows.advance();
                assertNotEquals(before, rows.hash(), "word " + word + " bit " + bit);
                accounts.hotWord(1, word, accounts.hotWord(1, word) ^ 1L << bit);
            }
        }
    }

    @Test
    void everyFieldOfTheColdPartCounts() {
        long before = of(Host.account(1), 1);
        assertNotEquals(before, of(Host.account(2), 1));
        assertNotEquals(before, of(Host.account(1).idHigh(9), 1));
        assertNotEquals(before, of(Host.account(1), 2));
        assertNotEquals(before, of(Host.account(1).userData128High(1), 1));
        assertNotEquals(before, of(Host.account(1).userData128Low(1), 1));
        assertNotEquals(before, of(Host.account(1).userData64(1), 1));
        assertNotEquals(before, of(Host.account(1).userData32(1), 1));
    }

    private static long of(AccountCommand account, long timestampNs) {
        var accounts = new AccountTable(new IdHash());
        accounts.growTo(1);
        accounts.add(account, timestampNs);
        var rows = new RowsHash(accounts);
        rows.advance();
        return rows.hash();
    }
}
