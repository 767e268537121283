package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TransferSourceTest {
    private static final int DRAWS = 100_000;

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void drawsTheSameAgain(Distribution distribution) {
        var first = new TransferSource(distribution, 1_000, 7);
        int[] debits = new int[DRAWS];
        int[] credits = new int[DRAWS];
        int[] amounts = new int[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            first.next();
            debits[i] = first.debit();
            credits[i] = first.credit();
            amounts[i] = first.amountMinor();
        }
        TransferSource again = first.again();
        for (int i = 0; i < DRAWS; i++) {
            again.next();
            assertEquals(debits[i], again.debit());
            assertEquals(credits[i], again.credit());
            assertEquals(amounts[i], again.amountMinor());
        }
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void staysWithinItsAccountsAndNeverPaysItself(Distribution distribution) {
        for (int accounts : new int[] {2, 3, 10_000}) {
            var source = new TransferSource(distribution, accounts, 7);
            for (int i = 0; i < DRAWS; i++) {
                source.next();
                assertNotEquals(source.debit(), source.credit());
                assertTrue(source.debit() >= 0 && source.debit() < accounts, () -> "debit=" + source.debit());
                assertTrue(source.credit() >= 0 && source.credit() < accounts, () -> "credit=" + source.credit());
                assertEquals(4, Integer.toString(source.amountMinor()).length());
            }
        }
    }

    @Test
    void aHotAccountIsCreditedByAll() {
        var source = new TransferSource(Distribution.HOT, 100, 7);
        for (int i = 0; i < DRAWS; i++) {
            source.next();
            assertEquals(0, source.credit());
        }
    }

    @Test
    void zipfGivesItsFirstAccountMoreThanATenthAndUniformDoesNot() {
        assertTrue(mostCredits(Distribution.ZIPF) > DRAWS / 10, "zipf");
        assertTrue(mostCredits(Distribution.UNIFORM) < DRAWS / 100, "uniform");
    }

    private static int mostCredits(Distribution distribution) {
        var source = new TransferSource(distribution, 1_000, 7);
        int[] credits = new int[1_000];
        int most = 0;
        for (int i = 0; i < DRAWS; i++) {
            source.next();
            most = Math.max(most, ++credits[source.credit()]);
        }
        return most;
    }

    @Test
    void oneAccountCannotPay() {
        var wrong = assertThrows(IllegalArgumentException.class, () -> new TransferSource(Distribution.UNIFORM, 1, 7));
        assertEquals("a transfer needs two accounts: accounts=1", String.valueOf(wrong.getMessage()));
    }

    @Test
    void accountIdsCarryTheirIndex() {
        for (int index : new int[] {0, 1, 9_999, 10_000_000}) {
            assertEquals(index, AccountIds.index(AccountIds.high(index)));
            assertEquals(7, AccountIds.high(index) >>> 12 & 0xF);
            assertEquals(2, AccountIds.low(index) >>> 62);
        }
    }
}
