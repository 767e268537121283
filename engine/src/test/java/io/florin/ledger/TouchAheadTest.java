package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Touching memory ahead is felt by the clock alone. */
class TouchAheadTest {
    private static final int ACCOUNTS = 20;
    private static final int CAPACITY_RAISED = 5_000;

    private final Host plain = host();
    private final Host ahead = host();

    private static Host host() {
        Host host = Host.started();
        for (long i = 1; i <= ACCOUNTS; i++) host.decide(Host.account(i));
        return host;
    }

    /** Up to what is noted, one more, and far more; of accounts that are there and that are not. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 1_000})
    void whateverIsExpectedChangesNothing(int ids) {
        TransferCommand known = ahead.transfer(1, 2, 5);
        assertEquals(plain.decide(plain.transfer(1, 2, 5)), ahead.decide(known));
        for (int i = 0; i < ids; i++) {
            ahead.ledger.expectTransfer(i % 3 == 0 ? known.idHigh() : ahead.idHigh(), i % 3 == 0 ? known.idLow() : i);
            ahead.ledger.expectAccount(Host.HIGH, i);
        }
        ahead.ledger.touchExpected();
        for (int i = 0; i < 3; i++) {
            TransferCommand next = plain.transfer(1 + i, ACCOUNTS + i, 7);
            assertEquals(plain.decide(next), ahead.decide(ahead.transfer(1 + i, ACCOUNTS + i, 7)));
        }
        assertArrayEquals(
                Words.of(plain.ledger).toArray(), Words.of(ahead.ledger).toArray());
    }

    @Test
    void whatIsTouchedIsReadAndThenForgotten() {
        ahead.ledger.expectAccount(Host.HIGH, 1);
        long before = ahead.ledger.touched();
        ahead.ledger.touchExpected();
        long behind = ahead.ledger.touched();
        assertNotEquals(before, behind);
        ahead.ledger.touchExpected();
        assertEquals(behind, ahead.ledger.touched());
    }

    /** A second part of each index comes with the raised capacity. */
    @Test
    void everyPartOfTheIndexesIsTouched() {
        ahead.decide(new CapacitiesCommand().accountsMax(CAPACITY_RAISED));
        for (long i = ACCOUNTS + 1; i <= CAPACITY_RAISED; i++) {
            assertEquals(CreateAccountResult.CREATED, ahead.decide(Host.account(i)));
        }
        for (long i = 0; i <= CAPACITY_RAISED; i++) {
            ahead.ledger.expectAccount(Host.HIGH, i);
            if (i % 100 == 0) ahead.ledger.touchExpected();
        }
        assertEquals(CreateTransferResult.CREATED, ahead.decide(ahead.transfer(1, CAPACITY_RAISED, 1)));
    }
}
