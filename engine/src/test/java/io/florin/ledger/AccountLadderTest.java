package io.florin.ledger;

import static io.florin.ledger.CreateAccountResult.ACCOUNTS_FULL;
import static io.florin.ledger.CreateAccountResult.AMOUNT_OUT_OF_RANGE;
import static io.florin.ledger.CreateAccountResult.CODE_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.CREATED;
import static io.florin.ledger.CreateAccountResult.CREDITS_PENDING_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.CREDITS_POSTED_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.DEBITS_PENDING_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.DEBITS_POSTED_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.EXISTS;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_CODE;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_FLAGS;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_LEDGER;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
import static io.florin.ledger.CreateAccountResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
import static io.florin.ledger.CreateAccountResult.ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateAccountResult.ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_EXPECTED;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_NOT_EXPECTED;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
import static io.florin.ledger.CreateAccountResult.LEDGER_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.NOT_GRANTED;
import static io.florin.ledger.CreateAccountResult.RESERVED_FIELD;
import static io.florin.ledger.CreateAccountResult.RESERVED_FLAG;
import static io.florin.ledger.CreateAccountResult.TIMESTAMP_MUST_BE_ZERO;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** The order of refusals of {@code create_accounts}, and what counts as a retry. */
class AccountLadderTest {
    private static final long TELLER = 5;

    @Test
    void everyRefusalInItsOrder() {
        Host host = Host.started(Host.genesis().accountsMax(1));
        var worst = new AccountCommand()
                .timestampNs(1)
                .debitAllowanceMinor(1)
                .creditAllowanceMinor(1)
                .limitsVersion(1)
                .frozen(1)
                .reason(1)
                .flags(1 << 6
                        | AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS
                        | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS)
                .debitsPendingMinor(-1)
                .debitsPostedMinor(1)
                .creditsPendingMinor(1)
                .creditsPostedMinor(1);
        host.as(TELLER);
        new Steps<AccountCommand, CreateAccountResult>(worst)
                .step(TIMESTAMP_MUST_BE_ZERO, a -> a.timestampNs(0))
                .step(RESERVED_FIELD, a -> a.debitAllowanceMinor(-1))
                .step(RESERVED_FIELD, a -> a.creditAllowanceMinor(-1))
                .step(RESERVED_FIELD, a -> a.limitsVersion(0))
                .step(RESERVED_FIELD, a -> a.frozen(0))
                .step(RESERVED_FIELD, a -> a.reason(0))
                .step(RESERVED_FLAG, a -> a.flags(a.flags() & ~(1 << 6)))
                .step(ID_MUST_NOT_BE_ZERO, a -> a.idHigh(-1).idLow(-1))
                .step(ID_MUST_NOT_BE_INT_MAX, a -> a.idHigh(Host.HIGH).idLow(1))
                .step(NOT_GRANTED, a -> host.as(Operator.LOCAL))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, a -> a.flags(0))
                .step(DEBITS_PENDING_MUST_BE_ZERO, a -> a.debitsPendingMinor(0))
                .step(DEBITS_POSTED_MUST_BE_ZERO, a -> a.debitsPostedMinor(0))
                .step(CREDITS_PENDING_MUST_BE_ZERO, a -> a.creditsPendingMinor(0))
                .step(CREDITS_POSTED_MUST_BE_ZERO, a -> a.creditsPostedMinor(0))
                .step(LEDGER_MUST_NOT_BE_ZERO, a -> a.ledger(Host.EUR))
                .step(CODE_MUST_NOT_BE_ZERO, a -> a.code(7))
                .step(AMOUNT_OUT_OF_RANGE, a -> a.debitAllowanceMinor(0))
                .step(AMOUNT_OUT_OF_RANGE, a -> a.creditAllowanceMinor(0))
                .step(CREATED, a -> a.flags(AccountFlags.HISTORY)
                        .userData128High(1)
                        .userData64(1)
                        .userData32(1)
                        .ledger(Host.USD)
                        .code(8))
                .step(EXISTS_WITH_DIFFERENT_FLAGS, a -> a.flags(0))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_128, a -> a.userData128High(0)
                        .userData128Low(1))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_128, a -> a.userData128Low(0))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_64, a -> a.userData64(0))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_32, a -> a.userData32(0))
                .step(EXISTS_WITH_DIFFERENT_LEDGER, a -> a.ledger(Host.EUR))
                .step(EXISTS_WITH_DIFFERENT_CODE, a -> a.code(7))
                .step(EXISTS, a -> a.idLow(2))
                .walk(host::decide, ACCOUNTS_FULL);
        assertEquals(1, host.ledger.accounts());
    }

    @Test
    void importsInTheirOrder() {
        Host host = Host.started(Host.genesis().accountsMax(1));
        var worst = new AccountCommand()
                .flags(AccountFlags.IMPORTED | 1 << 6)
                .timestampNs(0)
                .ledger(Host.EUR)
                .code(1);
        new Steps<AccountCommand, CreateAccountResult>(worst)
                .step(IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE, a -> a.timestampNs(-1))
                .step(IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE, a -> a.timestampNs(host.timeNs + Host.STEP_NS))
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE, a -> a.timestampNs(1_000))
                .step(RESERVED_FLAG, a -> a.flags(AccountFlags.IMPORTED))
                .step(ID_MUST_NOT_BE_ZERO, a -> a.idHigh(Host.HIGH).idLow(1))
                .step(CREATED, a -> a.timestampNs(2_000))
                .step(EXISTS, a -> a.idLow(2).timestampNs(1_000)) // the time stamp is not compared
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, a -> a.timestampNs(1_001))
                .walk(host::decide, ACCOUNTS_FULL);
        assertEquals(1_000, host.view(1).timestampNs());
    }

    @Test
    void theFirstEventDecidesWhetherARequestIsAnImport() {
        Host host = Host.started();
        AccountCommand plain = Host.account(1);
        AccountCommand imported = Host.account(2).flags(AccountFlags.IMPORTED).timestampNs(1_000);
        assertArrayEquals(
                new CreateAccountResult[] {CREATED, IMPORTED_EVENT_NOT_EXPECTED}, host.decideAll(plain, imported));
        host = Host.started();
        assertArrayEquals(
                new CreateAccountResult[] {CREATED, IMPORTED_EVENT_EXPECTED}, host.decideAll(imported, plain));
    }

    @Test
    void whatATransferHasClosedSinceIsStillTheSameAccount() {
        Host host = Host.started().accounts(2);
        assertEquals(
                CreateTransferResult.CREATED,
                host.decide(Host.with(
                        host.pending(1, 2, 0), t -> t.flags(TransferFlags.PENDING | TransferFlags.CLOSING_DEBIT))));
        assertEquals(AccountFlags.CLOSED, host.view(1).flags());
        assertEquals(EXISTS, host.decide(Host.account(1)));
        assertEquals(EXISTS, host.decide(Host.account(1).flags(AccountFlags.CLOSED)));
    }

    @Test
    void aRefusalHasItsOwnTimeAndWhatExistsHasTheObjects() {
        Host host = Host.started().accounts(1);
        long createdNs = host.timeNs;
        assertEquals(createdNs, host.ledger.resultTimestampNs());
        assertEquals(EXISTS, host.decide(Host.account(1)));
        assertEquals(createdNs, host.ledger.resultTimestampNs());
        assertEquals(LEDGER_MUST_NOT_BE_ZERO, host.decide(Host.account(2).ledger(0)));
        assertEquals(host.timeNs, host.ledger.resultTimestampNs());
        assertFalse(host.ledger.lookup(0, Host.HIGH, 2, new AccountView()));
    }
}
