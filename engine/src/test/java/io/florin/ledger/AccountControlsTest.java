package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Limits and status: who may set them, and what they do to transfers. */
class AccountControlsTest {
    private static final long TELLER = 5;

    private final Host host = Host.started().accounts(2);

    private LimitsCommand limits(long account) {
        return new LimitsCommand().accountIdHigh(Host.HIGH).accountIdLow(account);
    }

    private StatusCommand status(long account) {
        return new StatusCommand().accountIdHigh(Host.HIGH).accountIdLow(account);
    }

    private LimitsResult decided(LimitsCommand limits) {
        int code = host.decide(limits);
        return Arrays.stream(LimitsResult.values())
                .filter(result -> result.code() == code)
                .findFirst()
                .orElseThrow();
    }

    private StatusResult decided(StatusCommand status) {
        int code = host.decide(status);
        return Arrays.stream(StatusResult.values())
                .filter(result -> result.code() == code)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void refusalsOfLimitsInTheirOrder() {
        host.as(TELLER);
        new Steps<LimitsCommand, LimitsResult>(limits(99)
                        .debitAllowanceMinor(-1)
                        .creditAllowanceMinor(-1)
                        .expectedVersion(1))
                .step(LimitsResult.ACCOUNT_NOT_FOUND, l -> l.accountIdLow(1))
                .step(LimitsResult.NOT_GRANTED, l -> host.as(Operator.LOCAL))
                .step(LimitsResult.AMOUNT_OUT_OF_RANGE, l -> l.debitAllowanceMinor(3))
                .step(LimitsResult.AMOUNT_OUT_OF_RANGE, l -> l.creditAllowanceMinor(4))
                .step(LimitsResult.VERSION_MISMATCH, l -> l.expectedVersion(0))
                .step(LimitsResult.APPLIED, l -> l.debitAllowanceMinor(5))
                .step(LimitsResult.VERSION_MISMATCH, l -> l.expectedVersion(1))
                .walk(this::decided, LimitsResult.APPLIED);
        assertEquals(5, host.view(1).debitAllowanceMinor());
        assertEquals(4, host.view(1).creditAllowanceMinor());
        assertEquals(2, host.view(1).limitsVersion());
    }

    @Test
    void refusalsOfStatusInTheirOrder() {
        host.as(TELLER);
        new Steps<StatusCommand, StatusResult>(status(99).frozen(4).reason(65_535))
                .step(StatusResult.ACCOUNT_NOT_FOUND, s -> s.accountIdLow(1))
                .step(StatusResult.NOT_GRANTED, s -> host.as(Operator.LOCAL))
                .step(StatusResult.RESERVED_FLAG, s -> s.frozen(3))
                .walk(this::decided, StatusResult.APPLIED);
        assertEquals(3, host.view(1).frozen());
        assertEquals(65_535, host.view(1).reason());
        assertEquals(0, host.view(1).limitsVersion());
    }

    @Test
    void anAllowanceIsHowFarDebitsMayGoBeyondCredits() {
        host.decide(Host.account(3).flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS));
        assertEquals(LimitsResult.APPLIED, decided(limits(3).debitAllowanceMinor(100)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.pending(3, 1, 60)));
        assertEquals(CreateTransferResult.EXCEEDS_CREDITS, host.decide(host.transfer(3, 1, 41)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(3, 1, 40)));
        assertEquals(CreateTransferResult.EXCEEDS_CREDITS, host.decide(host.transfer(3, 1, 1)));
        // Taken back, nothing is undone, and holds can still be posted.
        assertEquals(LimitsResult.APPLIED, decided(limits(3).expectedVersion(1)));
        assertEquals(CreateTransferResult.EXCEEDS_CREDITS, host.decide(host.transfer(3, 1, 0)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(1, 3, 100)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(3, 1, 0)));
        // As large as can be, it is no limit.
        assertEquals(
                LimitsResult.APPLIED,
                decided(limits(3).debitAllowanceMinor(Long.MAX_VALUE).expectedVersion(2)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(3, 1, 1_000)));
    }

    @Test
    void theMirror() {
        host.decide(Host.account(3).flags(AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS));
        assertEquals(LimitsResult.APPLIED, decided(limits(3).creditAllowanceMinor(100)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.pending(1, 3, 60)));
        assertEquals(CreateTransferResult.EXCEEDS_DEBITS, host.decide(host.transfer(1, 3, 41)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(1, 3, 40)));
        assertEquals(CreateTransferResult.EXCEEDS_DEBITS, host.decide(host.transfer(1, 3, 1)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.pending(3, 1, 1)));
        assertEquals(CreateTransferResult.EXCEEDS_DEBITS, host.decide(host.transfer(1, 3, 1)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(3, 1, 1)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(1, 3, 1)));
    }

    @Test
    void anAllowanceWithoutTheFlagIsNoLimit() {
        assertEquals(LimitsResult.APPLIED, decided(limits(1).debitAllowanceMinor(1)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(1, 2, 1_000)));
    }

    @Test
    void aFrozenSideTakesNothingButVoids() {
        TransferCommand hold = host.pending(1, 2, 10);
        assertEquals(CreateTransferResult.CREATED, host.decide(hold));
        assertEquals(StatusResult.APPLIED, decided(status(1).frozen(AccountTable.FROZEN_DEBITS)));
        assertEquals(CreateTransferResult.DEBIT_ACCOUNT_FROZEN, host.decide(host.transfer(1, 2, 1)));
        assertEquals(CreateTransferResult.DEBIT_ACCOUNT_FROZEN, host.decide(host.post(hold, 1)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(2, 1, 1)));
        assertEquals(StatusResult.APPLIED, decided(status(1).frozen(AccountTable.FROZEN_CREDITS)));
        assertEquals(CreateTransferResult.CREDIT_ACCOUNT_FROZEN, host.decide(host.transfer(2, 1, 1)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(1, 2, 1)));
        assertEquals(StatusResult.APPLIED, decided(status(2).frozen(3)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.voidOf(hold)));
    }

    @Test
    void somebodyElsesObjectsDoNotExist() {
        TransferCommand transfer = host.transfer(1, 2, 1);
        host.decide(transfer);
        TransferCommand burnt = host.transfer(1, 99, 1);
        host.decide(burnt);
        var account = new AccountView();
        var view = new TransferView();
        assertFalse(host.ledger.lookup(TELLER, Host.HIGH, 1, account));
        assertEquals(0, account.ledger());
        for (TransferCommand hidden : new TransferCommand[] {transfer, burnt}) {
            host.ledger.lookup(TELLER, hidden.idHigh(), hidden.idLow(), view);
            assertEquals(Lookups.UNKNOWN, view.outcome());
            assertEquals(hidden.idLow(), view.idLow());
        }
        host.decide(new GrantCommand().principal(TELLER).ledger(Host.EUR).rights(GrantTable.READ));
        assertTrue(host.ledger.lookup(TELLER, Host.HIGH, 1, account));
        host.ledger.lookup(TELLER, transfer.idHigh(), transfer.idLow(), view);
        assertEquals(Lookups.CREATED, view.outcome());
        host.ledger.lookup(TELLER, burnt.idHigh(), burnt.idLow(), view);
        assertEquals(Lookups.REFUSED, view.outcome());
        assertEquals(CreateTransferResult.NOT_GRANTED, host.as(TELLER).decide(host.transfer(1, 2, 1)));
    }

    @Test
    void whoBurntAnIdMayAskForIt() {
        host.decide(new GrantCommand().principal(TELLER).ledger(Host.EUR).rights(GrantTable.POST));
        TransferCommand unknown = host.pending(1, 2, 1);
        TransferCommand burnt = host.voidOf(unknown);
        assertEquals(
                CreateTransferResult.PENDING_TRANSFER_NOT_FOUND, host.as(TELLER).decide(burnt));
        var view = new TransferView();
        host.ledger.lookup(TELLER, burnt.idHigh(), burnt.idLow(), view);
        assertEquals(Lookups.REFUSED, view.outcome());
        host.ledger.lookup(TELLER + 1, burnt.idHigh(), burnt.idLow(), view);
        assertEquals(Lookups.UNKNOWN, view.outcome());
    }
}
