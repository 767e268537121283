package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.ID_ALREADY_FAILED;
import static io.florin.ledger.CreateTransferResult.ID_TOO_OLD;
import static io.florin.ledger.CreateTransferResult.LINKED_EVENT_FAILED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_EXPIRED;
import static io.florin.ledger.CreateTransferResult.TRANSFERS_FULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Every table to its last row: then a definite refusal or the oldest leaves, and there is no exception. */
class FullTablesTest {
    private static final int ROWS = 8;

    private final Host host = Host.started(Host.genesis()
                    .accountsMax(4)
                    .transfersMax(ROWS)
                    .repliesMax(3)
                    .replyRowsMax(4)
                    .grantsMax(3))
            .accounts(3);

    private TransferCommand created(TransferCommand transfer) {
        assertEquals(CREATED, host.decide(transfer));
        return transfer;
    }

    private void nextSecond() {
        host.timeNs += Durations.NS_PER_SECOND;
    }

    @Test
    void accounts() {
        assertEquals(CreateAccountResult.CREATED, host.decide(Host.account(4)));
        assertEquals(CreateAccountResult.ACCOUNTS_FULL, host.decide(Host.account(5)));
        assertEquals(CreateAccountResult.EXISTS, host.decide(Host.account(4)));
        assertEquals(0, host.decide(new CapacitiesCommand().accountsMax(5)));
        assertEquals(CreateAccountResult.CREATED, host.decide(Host.account(5)));
        assertEquals(CreateAccountResult.ACCOUNTS_FULL, host.decide(Host.account(6)));
    }

    @Test
    void transfers() {
        TransferCommand oldest = created(host.transfer(1, 2, 1));
        for (int row = 1; row < ROWS; row++) created(host.transfer(1, 2, 1));
        TransferCommand sameSecond = host.transfer(1, 2, 1);
        assertEquals(TRANSFERS_FULL, host.decide(sameSecond));
        assertEquals(EXISTS, host.decide(oldest));

        nextSecond();
        created(host.transfer(1, 2, 1));
        assertEquals(ID_TOO_OLD, host.decide(oldest));
        assertEquals(ID_TOO_OLD, host.decide(sameSecond));
        assertEquals(1, host.ledger.transfersRemembered());
        assertEquals(ROWS + 1L, host.view(1).debitsPostedMinor());
    }

    @Test
    void holdsThatWait() {
        TransferCommand[] holds = new TransferCommand[ROWS];
        for (int row = 0; row < ROWS; row++) {
            holds[row] = created(host.pending(1, 2, 1).timeoutSeconds(row % 2 == 0 ? 0 : 600));
        }
        nextSecond();
        assertEquals(TRANSFERS_FULL, host.decide(host.transfer(1, 2, 1)));
        assertEquals(TRANSFERS_FULL, host.decide(host.pending(1, 2, 1)));
        // A refusal that cannot be remembered must not sound final.
        TransferCommand burnt = host.transfer(1, 99, 1);
        assertEquals(TRANSFERS_FULL, host.decide(burnt));
        assertEquals(ROWS, host.ledger.holdsOpen());

        // What ends a hold makes its own room, a part does not.
        TransferCommand part = host.post(holds[1], 0);
        part.flags(TransferFlags.POST_PENDING_TRANSFER | TransferFlags.PARTIAL);
        assertEquals(TRANSFERS_FULL, host.decide(part));
        TransferCommand release = created(host.voidOf(holds[0]));
        assertEquals(EXISTS, host.decide(release));
        assertEquals(ROWS, host.ledger.transfersRemembered());
        assertEquals(TRANSFERS_FULL, host.decide(burnt));
        nextSecond();
        assertEquals(CREDIT_ACCOUNT_NOT_FOUND, host.decide(host.transfer(1, 99, 1)));
        assertEquals(ID_TOO_OLD, host.decide(release));
    }

    @Test
    void timers() {
        TransferCommand[] holds = new TransferCommand[ROWS];
        for (int row = 0; row < ROWS; row++) {
            holds[row] = created(host.pending(1, 2, 1).timeoutSeconds(1));
        }
        nextSecond();
        assertEquals(PENDING_TRANSFER_EXPIRED, host.decide(host.voidOf(holds[0])));
        host.pulse();
        assertEquals(ROWS, host.ledger.expiredCount());
        assertEquals(Long.MAX_VALUE, host.ledger.nextTimerNs());
        for (int row = 0; row < ROWS; row++) created(host.pending(2, 3, 1).timeoutSeconds(1));
        assertEquals(TRANSFERS_FULL, host.decide(host.pending(1, 2, 1).timeoutSeconds(1)));
        nextSecond();
        host.pulse();
        assertEquals(ROWS, host.ledger.expiredCount());
        assertEquals(0, host.ledger.holdsOpen());
    }

    @Test
    void burntIds() {
        TransferCommand oldest = host.transfer(1, 99, 1);
        assertEquals(CREDIT_ACCOUNT_NOT_FOUND, host.decide(oldest));
        for (int row = 1; row < ROWS; row++) {
            assertEquals(CREDIT_ACCOUNT_NOT_FOUND, host.decide(host.transfer(1, 99, 1)));
        }
        assertEquals(ID_ALREADY_FAILED, host.decide(oldest));
        assertEquals(TRANSFERS_FULL, host.decide(host.transfer(1, 99, 1)));
        nextSecond();
        assertEquals(CREDIT_ACCOUNT_NOT_FOUND, host.decide(host.transfer(1, 99, 1)));
        assertEquals(ID_TOO_OLD, host.decide(oldest));
    }

    @Test
    void aGroup() {
        TransferCommand[] chain = new TransferCommand[ROWS + 1];
        for (int leg = 0; leg <= ROWS; leg++) {
            chain[leg] = host.pending(1, 2, 1);
            if (leg < ROWS) chain[leg].flags(TransferFlags.PENDING | TransferFlags.LINKED);
        }
        CreateTransferResult[] tooMany = host.decideAll(chain);
        for (int leg = 0; leg < ROWS; leg++) assertEquals(LINKED_EVENT_FAILED, tooMany[leg]);
        assertEquals(TRANSFERS_FULL, tooMany[ROWS]);
        assertEquals(0, host.ledger.transfersRemembered());

        TransferCommand[] exactly = new TransferCommand[ROWS];
        System.arraycopy(chain, 0, exactly, 0, ROWS);
        exactly[ROWS - 1].flags(TransferFlags.PENDING);
        for (CreateTransferResult result : host.decideAll(exactly)) assertEquals(CREATED, result);
        nextSecond();
        TransferCommand all = host.post(exactly[0], Long.MAX_VALUE);
        created(all.flags(TransferFlags.POST_PENDING_TRANSFER | TransferFlags.GROUP));
        assertEquals(0, host.ledger.holdsOpen());
        assertEquals(ROWS, host.view(1).debitsPostedMinor());
    }

    @Test
    void storedReplies() {
        TransferCommand[] refused = new TransferCommand[5];
        for (int key = 1; key <= 4; key++) {
            refused[key] = host.transfer(1, 2, 1).code(0);
            host.key(0, key, key).decide(refused[key]);
            assertFalse(host.ledger.isReplayed());
        }
        host.key(0, 4, 4).decide(refused[4]);
        assertTrue(host.ledger.isReplayed());
        // Three are kept; the first has left, and is decided again: now that its code is good, it is created.
        assertEquals(CREATED, host.key(0, 1, 1).decide(refused[1].code(1)));
        // A reply that is larger than all rows together is not kept, but given.
        TransferCommand[] large = new TransferCommand[5];
        for (int i = 0; i < large.length; i++) large[i] = host.transfer(1, 2, 1).code(0);
        host.key(0, 9, 9).decideAll(large);
        host.key(0, 9, 9).decideAll(large);
        assertFalse(host.ledger.isReplayed());
    }

    @Test
    void grants() {
        GrantCommand grant = new GrantCommand().ledger(1).rights(1);
        assertEquals(0, host.decide(grant.principal(2)));
        assertEquals(0, host.decide(grant.principal(3)));
        assertEquals(AdminResult.GRANTS_FULL.code(), host.decide(grant.principal(4)));
        assertEquals(0, host.decide(grant.principal(3).rights(3)));
        assertEquals(0, host.decide(grant.principal(2).rights(0)));
        assertEquals(0, host.decide(grant.principal(4).rights(1)));
        assertEquals(AdminResult.GRANTS_FULL.code(), host.decide(grant.principal(2)));
        assertEquals(0, host.decide(new CapacitiesCommand().grantsMax(4)));
        assertEquals(0, host.decide(grant.principal(2)));
    }

    @Test
    void ledgersThatCloseDaysApart() {
        int most = ClosedDays.LEDGERS_MAX;
        Host many = Host.started(Host.genesis().accountsMax(most + 1));
        for (int ledger = 1; ledger <= most + 1; ledger++) {
            assertEquals(
                    CreateAccountResult.CREATED,
                    many.decide(Host.account(ledger).ledger(ledger)));
        }
        var day = new CloseDayCommand().date(1970_01_01);
        for (int ledger = most + 1; ledger > 1; ledger--) assertEquals(0, many.decide(day.ledger(ledger)));
        assertEquals(AdminResult.CLOSED_DAYS_FULL.code(), many.decide(day.ledger(1)));
        many.restart();
        assertEquals(AdminResult.CLOSED_DAYS_FULL.code(), many.decide(day.ledger(1)));
        assertEquals(0, many.decide(day.ledger(2).date(1970_01_02)));
        assertEquals(0, many.decide(day.ledger(0).date(1970_01_03)));
        assertEquals(0, many.decide(day.ledger(1).date(1970_01_04)));
        many.restart();
        assertEquals(1970_01_04, many.ledger.lastDayClosed(1));
        assertEquals(1970_01_03, many.ledger.lastDayClosed(7));
        assertEquals(1970_01_04, many.ledger.lastDayClosed(0));
    }

    /** Debits may exceed credits by 2⁶³ − 1, and not by more; the sum of both does not wrap. */
    @Test
    void allowances() {
        AccountCommand limited = Host.account(4).flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS);
        assertEquals(CreateAccountResult.CREATED, host.decide(limited));
        LimitsCommand largest = new LimitsCommand().accountIdHigh(Host.HIGH).accountIdLow(4);
        assertEquals(0, host.decide(largest.debitAllowanceMinor(Long.MAX_VALUE)));
        created(host.transfer(1, 4, Long.MAX_VALUE));
        created(host.transfer(4, 2, Long.MAX_VALUE));
        assertEquals(CreateTransferResult.OVERFLOWS_DEBITS_POSTED, host.decide(host.transfer(4, 3, 1)));
    }
}
