package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.ACCOUNTS_MUST_BE_DIFFERENT;
import static io.florin.ledger.CreateTransferResult.ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER;
import static io.florin.ledger.CreateTransferResult.AMOUNT_OUT_OF_RANGE;
import static io.florin.ledger.CreateTransferResult.CLOSING_TRANSFER_MUST_BE_PENDING;
import static io.florin.ledger.CreateTransferResult.CODE_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_CREDITS;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_DEBITS;
import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_CODE;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_FLAGS;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_LEDGER;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_PENDING_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_TIMEOUT;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
import static io.florin.ledger.CreateTransferResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
import static io.florin.ledger.CreateTransferResult.ID_ALREADY_FAILED;
import static io.florin.ledger.CreateTransferResult.ID_IN_FUTURE;
import static io.florin.ledger.CreateTransferResult.ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.ID_TOO_OLD;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_EXPECTED;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_NOT_EXPECTED;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
import static io.florin.ledger.CreateTransferResult.LEDGER_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.NOT_GRANTED;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_TIMEOUT;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.RESERVED_FLAG;
import static io.florin.ledger.CreateTransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
import static io.florin.ledger.CreateTransferResult.TIMESTAMP_MUST_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The order of refusals of {@code create_transfers}, but for posts and voids. A refusal that may pass burns its id, so
 * the step after it takes a new one.
 */
class TransferLadderTest {
    private static final long TELLER = 5;
    private static final int LIMITED = 3;
    private static final int LIMITING = 4;
    private static final int DOLLARS = 5;
    private static final int CLOSED_DEBIT = 6;
    private static final int CLOSED_CREDIT = 7;

    private final Host host = Host.started();
    private long nextId = 1_000_000;

    @BeforeEach
    void makeAccounts() {
        host.accounts(2);
        host.decide(Host.account(LIMITED).flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS));
        host.decide(Host.account(LIMITING).flags(AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS));
        host.decide(Host.account(DOLLARS).ledger(Host.USD));
        host.decide(Host.account(CLOSED_DEBIT).flags(AccountFlags.CLOSED));
        host.decide(Host.account(CLOSED_CREDIT).flags(AccountFlags.CLOSED));
    }

    private void anew(TransferCommand transfer) {
        transfer.idHigh(host.idHigh()).idLow(nextId++);
    }

    private void freeze(long account, int sides) {
        var status = new StatusCommand()
                .accountIdHigh(Host.HIGH)
                .accountIdLow(account)
                .frozen(sides);
        assertEquals(StatusResult.APPLIED.code(), host.decide(status));
    }

    @Test
    void everyRefusalInItsOrder() {
        freeze(LIMITED, AccountTable.FROZEN_DEBITS);
        freeze(LIMITING, AccountTable.FROZEN_CREDITS);
        host.as(TELLER);
        var worst = new TransferCommand()
                .timestampNs(1)
                .flags(1 << 9 | TransferFlags.PARTIAL | TransferFlags.CLOSING_DEBIT)
                .pendingIdLow(1)
                .timeoutSeconds(-1)
                .amountMinor(-1);
        long now = host.timeNs / Durations.NS_PER_MS;
        new Steps<TransferCommand, CreateTransferResult>(worst)
                .step(TIMESTAMP_MUST_BE_ZERO, t -> t.timestampNs(0))
                .step(RESERVED_FLAG, t -> t.flags((t.flags() & ~(1 << 9)) | 1 << 10))
                .step(RESERVED_FLAG, t -> t.flags((t.flags() & ~(1 << 10)) | 1 << 13))
                .step(RESERVED_FLAG, t -> t.flags(t.flags() & ~(1 << 13)))
                .step(ID_MUST_NOT_BE_ZERO, t -> t.idHigh(-1).idLow(-1))
                .step(ID_MUST_NOT_BE_INT_MAX, t -> t.idHigh(Host.idHigh(now - 86_401_000)))
                .step(ID_TOO_OLD, t -> t.idHigh(Host.idHigh(now + 301_000)))
                .step(ID_IN_FUTURE, this::anew)
                .step(NOT_GRANTED, t -> host.as(Operator.LOCAL))
                .step(
                        FLAGS_ARE_MUTUALLY_EXCLUSIVE,
                        t -> t.flags((t.flags() & ~TransferFlags.PARTIAL) | TransferFlags.GROUP))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(t.flags() & ~TransferFlags.GROUP))
                .step(DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, t -> t.debitAccountIdHigh(-1)
                        .debitAccountIdLow(-1))
                .step(DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX, t -> t.debitAccountIdHigh(Host.HIGH)
                        .debitAccountIdLow(99))
                .step(CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, t -> t.creditAccountIdHigh(-1)
                        .creditAccountIdLow(-1))
                .step(CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX, t -> t.creditAccountIdHigh(Host.HIGH)
                        .creditAccountIdLow(99))
                .step(ACCOUNTS_MUST_BE_DIFFERENT, t -> t.creditAccountIdLow(98))
                .step(PENDING_ID_MUST_BE_ZERO, t -> t.pendingIdLow(0))
                .step(TIMEOUT_RESERVED_FOR_PENDING_TRANSFER, t -> t.timeoutSeconds(0))
                .step(CLOSING_TRANSFER_MUST_BE_PENDING, t -> t.flags(0))
                .step(LEDGER_MUST_NOT_BE_ZERO, t -> t.ledger(Host.USD))
                .step(CODE_MUST_NOT_BE_ZERO, t -> t.code(1))
                .step(AMOUNT_OUT_OF_RANGE, t -> t.amountMinor(1))
                .step(DEBIT_ACCOUNT_NOT_FOUND, t -> t.debitAccountIdLow(DOLLARS))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(CREDIT_ACCOUNT_NOT_FOUND, t -> t.creditAccountIdLow(CLOSED_CREDIT))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER, t -> t.debitAccountIdLow(CLOSED_DEBIT))
                .step(TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS, t -> t.ledger(Host.EUR))
                .step(DEBIT_ACCOUNT_ALREADY_CLOSED, t -> t.debitAccountIdLow(LIMITED))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(CREDIT_ACCOUNT_ALREADY_CLOSED, t -> t.creditAccountIdLow(LIMITING))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(DEBIT_ACCOUNT_FROZEN, t -> freeze(LIMITED, 0))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(CREDIT_ACCOUNT_FROZEN, t -> freeze(LIMITING, 0))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(EXCEEDS_CREDITS, t -> t.debitAccountIdLow(1))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(EXCEEDS_DEBITS, t -> t.creditAccountIdLow(2))
                .step(ID_ALREADY_FAILED, this::anew)
                .walk(host::decide, CREATED);
        assertEquals(List.of(0L, 1L, 0L, 0L), host.balances(1));
        assertEquals(List.of(0L, 0L, 0L, 1L), host.balances(2));
        for (int untouched : new int[] {LIMITED, LIMITING, DOLLARS, CLOSED_DEBIT, CLOSED_CREDIT}) {
            assertEquals(List.of(0L, 0L, 0L, 0L), host.balances(untouched));
        }
    }

    @Test
    void anIdIsZeroOrAllOnesInBothHalvesOnly() {
        TransferCommand transfer = host.transfer(1, 2, 1);
        new Steps<TransferCommand, CreateTransferResult>(
                        transfer.debitAccountIdHigh(0).creditAccountIdHigh(0))
                .step(DEBIT_ACCOUNT_NOT_FOUND, t -> t.debitAccountIdHigh(Host.HIGH)
                        .debitAccountIdLow(0))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(DEBIT_ACCOUNT_NOT_FOUND, t -> t.creditAccountIdLow(0))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, t -> t.debitAccountIdHigh(0)
                        .debitAccountIdLow(1))
                .step(CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, t -> t.creditAccountIdHigh(Host.HIGH))
                .step(DEBIT_ACCOUNT_NOT_FOUND, t -> t.debitAccountIdHigh(-1).creditAccountIdLow(-1))
                .step(ID_ALREADY_FAILED, this::anew)
                .walk(host::decide, DEBIT_ACCOUNT_NOT_FOUND);
    }

    @Test
    void everyDifferenceInItsOrder() {
        TransferCommand transfer = host.pending(1, 2, 100).timeoutSeconds(9);
        transfer.userData128High(1).userData64(2).userData32(3);
        assertEquals(CREATED, host.decide(transfer));
        long createdNs = host.timeNs;
        transfer.flags(0)
                .pendingIdHigh(1)
                .timeoutSeconds(0)
                .debitAccountIdLow(LIMITED)
                .creditAccountIdLow(LIMITING)
                .amountMinor(99)
                .userData128High(0)
                .userData64(0)
                .userData32(0)
                .ledger(Host.USD)
                .code(2);
        new Steps<TransferCommand, CreateTransferResult>(transfer)
                .step(EXISTS_WITH_DIFFERENT_FLAGS, t -> t.flags(TransferFlags.PENDING))
                .step(EXISTS_WITH_DIFFERENT_PENDING_ID, t -> t.pendingIdHigh(0).pendingIdLow(1))
                .step(EXISTS_WITH_DIFFERENT_PENDING_ID, t -> t.pendingIdLow(0))
                .step(EXISTS_WITH_DIFFERENT_TIMEOUT, t -> t.timeoutSeconds(9))
                .step(EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID, t -> t.debitAccountIdLow(1))
                .step(EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID, t -> t.creditAccountIdLow(2))
                .step(EXISTS_WITH_DIFFERENT_AMOUNT, t -> t.amountMinor(100))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_128, t -> t.userData128High(1)
                        .userData128Low(1))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_128, t -> t.userData128Low(0))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_64, t -> t.userData64(2))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_32, t -> t.userData32(3))
                .step(EXISTS_WITH_DIFFERENT_LEDGER, t -> t.ledger(Host.EUR))
                .step(EXISTS_WITH_DIFFERENT_CODE, t -> t.code(1))
                .walk(host::decide, EXISTS);
        assertEquals(createdNs, host.ledger.resultTimestampNs());
        assertEquals(0, host.ledger.resultAmountMinor());
        assertEquals(List.of(100L, 0L, 0L, 0L), host.balances(1));
    }

    @Test
    void importsInTheirOrder() {
        assertEquals(CREATED, host.decide(host.transfer(1, 2, 1))); // the last one stored of its kind
        long lastNs = host.timeNs;
        TransferCommand worst = host.pending(1, 2, 1).timestampNs(-1).timeoutSeconds(1);
        worst.flags(TransferFlags.IMPORTED | TransferFlags.PENDING);
        host.decide(Host.account(8));
        long debitNs = host.timeNs;
        host.decide(Host.account(9));
        long creditNs = host.timeNs;
        host.timeNs += 10 * Host.STEP_NS;
        worst.debitAccountIdLow(8).creditAccountIdLow(9);
        new Steps<TransferCommand, CreateTransferResult>(worst)
                .step(IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE, t -> t.timestampNs(0))
                .step(IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE, t -> t.timestampNs(host.timeNs + Host.STEP_NS))
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE, t -> t.timestampNs(lastNs))
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, t -> t.timestampNs(lastNs + 1))
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT, t -> t.timestampNs(debitNs))
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT, t -> t.timestampNs(debitNs + 1))
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT, t -> t.timestampNs(creditNs))
                .step(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT, t -> t.timestampNs(creditNs + 1))
                .step(IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO, t -> t.timeoutSeconds(0))
                .walk(host::decide, CREATED);
        assertEquals(creditNs + 1, host.ledger.resultTimestampNs());
        assertEquals(creditNs + 1, host.view(worst).timestampNs());
    }

    @Test
    void theFirstEventDecidesWhetherARequestIsAnImport() {
        TransferCommand imported =
                host.transfer(1, 2, 1).flags(TransferFlags.IMPORTED).timestampNs(host.timeNs);
        assertArrayEquals(
                new CreateTransferResult[] {IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, IMPORTED_EVENT_EXPECTED},
                host.decideAll(importedBefore(imported), host.transfer(1, 2, 1)));
        assertArrayEquals(
                new CreateTransferResult[] {CREATED, IMPORTED_EVENT_NOT_EXPECTED},
                host.decideAll(host.transfer(1, 2, 1), imported));
    }

    private TransferCommand importedBefore(TransferCommand imported) {
        assertEquals(CREATED, host.decide(host.transfer(1, 2, 1)));
        return imported;
    }

    @Test
    void timeOut() {
        TransferCommand transfer = host.pending(1, 2, 1).timeoutSeconds(-1);
        long edge = Long.MAX_VALUE - 0xFFFFFFFFL * Durations.NS_PER_SECOND;
        host.timeNs = edge - Host.STEP_NS + 1;
        assertEquals(OVERFLOWS_TIMEOUT, host.decide(transfer.idHigh(Host.idHigh(edge / Durations.NS_PER_MS))));

        Host other = Host.started().accounts(2);
        other.timeNs = edge - Host.STEP_NS;
        assertEquals(CREATED, other.decide(transfer));
        assertEquals(Long.MAX_VALUE, other.ledger.nextTimerNs());
    }
}
