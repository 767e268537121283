package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.AMOUNT_OUT_OF_RANGE;
import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_PENDING_TRANSFER_AMOUNT;
import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_CODE;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_LEDGER;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
import static io.florin.ledger.CreateTransferResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
import static io.florin.ledger.CreateTransferResult.ID_ALREADY_FAILED;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT;
import static io.florin.ledger.CreateTransferResult.NOT_GRANTED;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_BE_DIFFERENT;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_ALREADY_POSTED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_ALREADY_VOIDED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_EXPIRED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CODE;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_LEDGER;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_NOT_PENDING;
import static io.florin.ledger.CreateTransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of refusals of posts and voids, and what counts as a retry of one. */
class PostOrVoidLadderTest {
    private static final long TELLER = 5;
    private static final int POST = TransferFlags.POST_PENDING_TRANSFER;
    private static final int VOID = TransferFlags.VOID_PENDING_TRANSFER;

    private final Host host = Host.started();
    private long nextId = 1_000_000;

    @BeforeEach
    void makeAccounts() {
        host.accounts(4);
        host.decide(Host.account(9).ledger(Host.USD));
    }

    private TransferCommand created(TransferCommand transfer) {
        assertEquals(CREATED, host.decide(transfer));
        return transfer;
    }

    private void anew(TransferCommand transfer) {
        transfer.idHigh(host.idHigh()).idLow(nextId++);
    }

    private void freeze(long account, int sides) {
        host.decide(new StatusCommand()
                .accountIdHigh(Host.HIGH)
                .accountIdLow(account)
                .frozen(sides));
    }

    @Test
    void everyRefusalInItsOrder() {
        TransferCommand hold = created(host.pending(1, 2, 100).code(7));
        TransferCommand plain = created(host.transfer(1, 2, 100));
        TransferCommand burnt = host.transfer(1, 99, 1);
        assertEquals(CREDIT_ACCOUNT_NOT_FOUND, host.decide(burnt));
        freeze(1, AccountTable.FROZEN_DEBITS);
        freeze(2, AccountTable.FROZEN_CREDITS);
        TransferCommand worst = host.post(hold, -1);
        worst.pendingIdHigh(0).pendingIdLow(0).timeoutSeconds(1).code(8);
        worst.debitAccountIdHigh(-1)
                .debitAccountIdLow(-1)
                .creditAccountIdHigh(-1)
                .creditAccountIdLow(-1);
        worst.flags(POST | VOID | TransferFlags.PARTIAL | TransferFlags.PENDING | TransferFlags.GROUP);
        host.as(TELLER);
        new Steps<TransferCommand, CreateTransferResult>(worst)
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(POST | TransferFlags.PENDING))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(POST | TransferFlags.BALANCING_DEBIT))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(POST | TransferFlags.BALANCING_CREDIT))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(POST | TransferFlags.CLOSING_DEBIT))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(POST | TransferFlags.CLOSING_CREDIT))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(POST | TransferFlags.PARTIAL | TransferFlags.GROUP))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(VOID | TransferFlags.PARTIAL))
                .step(FLAGS_ARE_MUTUALLY_EXCLUSIVE, t -> t.flags(POST))
                .step(PENDING_ID_MUST_NOT_BE_ZERO, t -> t.pendingIdHigh(-1).pendingIdLow(-1))
                .step(PENDING_ID_MUST_NOT_BE_INT_MAX, t -> t.pendingIdHigh(t.idHigh())
                        .pendingIdLow(t.idLow()))
                .step(PENDING_ID_MUST_BE_DIFFERENT, t -> t.pendingIdHigh(t.idHigh())
                        .pendingIdLow(98_765))
                .step(TIMEOUT_RESERVED_FOR_PENDING_TRANSFER, t -> t.timeoutSeconds(0))
                .step(AMOUNT_OUT_OF_RANGE, t -> t.amountMinor(101))
                .step(PENDING_TRANSFER_NOT_FOUND, t -> t.pendingIdHigh(burnt.idHigh())
                        .pendingIdLow(burnt.idLow()))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(PENDING_TRANSFER_NOT_FOUND, t -> t.pendingIdHigh(plain.idHigh())
                        .pendingIdLow(plain.idLow()))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(NOT_GRANTED, t -> host.as(Operator.LOCAL))
                .step(PENDING_TRANSFER_NOT_PENDING, t -> t.pendingIdHigh(hold.idHigh())
                        .pendingIdLow(hold.idLow()))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID, t -> t.debitAccountIdHigh(Host.HIGH)
                        .debitAccountIdLow(1))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID, t -> t.creditAccountIdHigh(0)
                        .creditAccountIdLow(0))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_CODE, t -> t.ledger(Host.USD))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_LEDGER, t -> t.ledger(Host.EUR))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_CODE, t -> t.code(7))
                .step(EXCEEDS_PENDING_TRANSFER_AMOUNT, t -> t.amountMinor(99).flags(POST | TransferFlags.GROUP))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT, t -> t.flags(VOID))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT, t -> t.flags(POST))
                .step(DEBIT_ACCOUNT_FROZEN, t -> freeze(1, AccountTable.FROZEN_CREDITS))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(CREDIT_ACCOUNT_FROZEN, t -> freeze(2, AccountTable.FROZEN_DEBITS))
                .step(ID_ALREADY_FAILED, this::anew)
                .step(CREATED, t -> {})
                .step(EXISTS, this::anew)
                .walk(host::decide, PENDING_TRANSFER_ALREADY_POSTED);
        assertEquals(List.of(0L, 199L, 0L, 0L), host.balances(1));
        assertEquals(List.of(0L, 0L, 0L, 199L), host.balances(2));
    }

    @Test
    void halfAnIdIsNotTheAccounts() {
        TransferCommand hold = created(host.pending(1, 2, 100));
        new Steps<TransferCommand, CreateTransferResult>(host.post(hold, 1).debitAccountIdLow(1))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID, t -> t.debitAccountIdHigh(Host.HIGH)
                        .debitAccountIdLow(0))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID, t -> t.debitAccountIdHigh(0)
                        .creditAccountIdLow(2))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID, t -> t.creditAccountIdHigh(Host.HIGH)
                        .creditAccountIdLow(0))
                .step(PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID, t -> t.creditAccountIdLow(2))
                .walk(host::decide, CREATED);
    }

    @Test
    void whatIsResolvedStaysSo() {
        TransferCommand posted = created(host.pending(1, 2, 10));
        TransferCommand voided = created(host.pending(1, 2, 10));
        TransferCommand expired = created(host.pending(1, 2, 10).timeoutSeconds(1));
        created(host.post(posted, 10));
        created(host.voidOf(voided));
        host.timeNs += Durations.NS_PER_SECOND;
        assertEquals(PENDING_TRANSFER_EXPIRED, host.decide(host.post(expired, 10))); // no pulse has run yet
        assertEquals(List.of(10L, 10L, 0L, 0L), host.balances(1));
        host.pulse();
        assertEquals(List.of(0L, 10L, 0L, 0L), host.balances(1));
        for (int kind = 0; kind < 2; kind++) {
            boolean isPost = kind == 0;
            assertEquals(
                    PENDING_TRANSFER_ALREADY_POSTED, host.decide(isPost ? host.post(posted, 1) : host.voidOf(posted)));
            assertEquals(
                    PENDING_TRANSFER_ALREADY_VOIDED, host.decide(isPost ? host.post(voided, 1) : host.voidOf(voided)));
            assertEquals(PENDING_TRANSFER_EXPIRED, host.decide(isPost ? host.post(expired, 1) : host.voidOf(expired)));
        }
        assertEquals(EXCEEDS_PENDING_TRANSFER_AMOUNT, host.decide(host.post(posted, 11)));
        assertEquals(PendingStatus.POSTED, host.view(posted).pendingStatus());
        assertEquals(PendingStatus.VOIDED, host.view(voided).pendingStatus());
        assertEquals(PendingStatus.EXPIRED, host.view(expired).pendingStatus());
    }

    @Test
    void closedAccountsTakeVoidsOnly() {
        TransferCommand before = created(host.pending(1, 2, 10));
        TransferCommand closing = host.pending(1, 2, 0);
        created(closing.flags(closing.flags() | TransferFlags.CLOSING_DEBIT));
        TransferCommand closingToo = host.pending(3, 2, 0);
        created(closingToo.flags(closingToo.flags() | TransferFlags.CLOSING_CREDIT));
        assertEquals(DEBIT_ACCOUNT_ALREADY_CLOSED, host.decide(host.post(before, 1)));
        assertEquals(DEBIT_ACCOUNT_ALREADY_CLOSED, host.decide(host.post(closing, 0)));
        assertEquals(CREDIT_ACCOUNT_ALREADY_CLOSED, host.decide(host.post(closingToo, 0)));
        created(host.voidOf(before));
        created(host.voidOf(closing));
        created(host.voidOf(closingToo));
        created(host.transfer(1, 2, 1));
    }

    @Test
    void importsMayNotRegress() {
        TransferCommand hold = host.pending(1, 2, 10).timestampNs(host.timeNs - 10);
        hold.flags(hold.flags() | TransferFlags.IMPORTED);
        assertEquals(IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT, host.decide(hold.timestampNs(5)));
        long heldNs = host.timeNs + Host.STEP_NS;
        host.timeNs += 10 * Host.STEP_NS;
        created(hold.timestampNs(heldNs));
        TransferCommand post = host.post(hold, 4).timestampNs(heldNs);
        post.flags(POST | TransferFlags.PARTIAL | TransferFlags.IMPORTED);
        assertEquals(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, host.decide(post));
        created(post.timestampNs(heldNs + 1));
        assertEquals(heldNs + 1, host.ledger.resultTimestampNs());
        TransferCommand rest = host.voidOf(hold).timestampNs(heldNs + 1);
        rest.flags(VOID | TransferFlags.IMPORTED);
        assertEquals(IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS, host.decide(rest));
        created(rest.timestampNs(heldNs + 2));
        assertEquals(EXISTS, host.decide(post));
        assertEquals(heldNs + 1, host.ledger.resultTimestampNs());
    }

    @Test
    void whatIsNotSaidIsInheritedAndARetryMaySayItOrNot() {
        TransferCommand hold = host.pending(1, 2, 100).code(7);
        created(hold.userData128High(1).userData128Low(2).userData64(3).userData32(4));
        TransferCommand post = created(host.post(hold, Long.MAX_VALUE));
        assertEquals(100, host.ledger.resultAmountMinor());
        TransferView view = host.view(post);
        assertEquals(100, view.amountMinor());
        assertEquals(1, view.debitAccountIdLow());
        assertEquals(2, view.creditAccountIdLow());
        assertEquals(Host.EUR, view.ledger());
        assertEquals(7, view.code());
        assertEquals(2, view.userData128Low());
        assertEquals(3, view.userData64());
        assertEquals(4, view.userData32());
        assertEquals(hold.idLow(), view.pendingIdLow());

        post.debitAccountIdLow(3).creditAccountIdLow(3).ledger(Host.USD).code(8);
        post.userData128High(9).userData64(9).userData32(9).amountMinor(99);
        new Steps<TransferCommand, CreateTransferResult>(post)
                .step(EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID, t -> t.debitAccountIdLow(0))
                .step(EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID, t -> t.creditAccountIdLow(0))
                .step(EXISTS_WITH_DIFFERENT_AMOUNT, t -> t.amountMinor(100))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_128, t -> t.userData128High(0))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_64, t -> t.userData64(0))
                .step(EXISTS_WITH_DIFFERENT_USER_DATA_32, t -> t.userData32(0))
                .step(EXISTS_WITH_DIFFERENT_LEDGER, t -> t.ledger(0))
                .step(EXISTS_WITH_DIFFERENT_CODE, t -> t.code(0))
                .step(EXISTS, t -> t.debitAccountIdHigh(Host.HIGH)
                        .debitAccountIdLow(1)
                        .ledger(Host.EUR)
                        .code(7))
                .step(EXISTS, t -> t.userData128High(1)
                        .userData128Low(2)
                        .userData64(3)
                        .userData32(4))
                .walk(host::decide, EXISTS);
    }

    @Test
    void ownUserDataIsNotTheHolds() {
        TransferCommand hold = created(host.pending(1, 2, 100).userData64(3).userData32(4));
        TransferCommand post = host.post(hold, 5).userData128Low(1).userData64(2);
        created(post.userData32(4));
        assertEquals(EXISTS, host.decide(post.userData32(0)));
        assertEquals(EXISTS_WITH_DIFFERENT_USER_DATA_128, host.decide(post.userData128Low(0)));
        assertEquals(
                EXISTS_WITH_DIFFERENT_USER_DATA_64,
                host.decide(post.userData128Low(1).userData64(0)));
    }

    @Test
    void aRetryIsKnownThoughTheHoldIsForgotten() {
        Host small = Host.started(Host.genesis().transfersMax(2)).accounts(2);
        TransferCommand hold = small.pending(1, 2, 100).userData64(3);
        assertEquals(CREATED, small.decide(hold));
        small.timeNs += Durations.NS_PER_SECOND;
        TransferCommand post = small.post(hold, Long.MAX_VALUE);
        assertEquals(CREATED, small.decide(post));
        assertEquals(CREATED, small.decide(small.transfer(1, 2, 1)));
        assertEquals(Lookups.TOO_OLD, small.view(hold).outcome());
        assertEquals(EXISTS, small.decide(post));
        assertEquals(EXISTS, small.decide(post.amountMinor(100).userData64(3)));
        assertEquals(EXISTS_WITH_DIFFERENT_AMOUNT, small.decide(post.amountMinor(99)));
    }

    @Test
    void retriesOfAmounts() {
        TransferCommand hold = created(host.pending(1, 2, 100));
        TransferCommand less = created(host.post(hold, 60));
        assertEquals(EXISTS_WITH_DIFFERENT_AMOUNT, host.decide(less.amountMinor(Long.MAX_VALUE)));
        assertEquals(EXISTS, host.decide(less.amountMinor(60)));
        TransferCommand all = created(host.post(created(host.pending(1, 2, 100)), 100));
        assertEquals(EXISTS, host.decide(all.amountMinor(Long.MAX_VALUE)));
        TransferCommand nothing = created(host.post(created(host.pending(1, 2, 100)), 0));
        assertEquals(EXISTS_WITH_DIFFERENT_AMOUNT, host.decide(nothing.amountMinor(Long.MAX_VALUE)));
        TransferCommand nothingOfNothing = created(host.post(created(host.pending(1, 2, 0)), 0));
        assertEquals(EXISTS, host.decide(nothingOfNothing.amountMinor(Long.MAX_VALUE)));
        TransferCommand voided = created(host.voidOf(created(host.pending(1, 2, 100))));
        assertEquals(EXISTS, host.decide(voided.amountMinor(100)));
        assertEquals(EXISTS, host.decide(voided.amountMinor(0)));
        assertEquals(EXISTS_WITH_DIFFERENT_AMOUNT, host.decide(voided.amountMinor(99)));
        assertEquals(List.of(0L, 160L, 0L, 0L), host.balances(1));
    }

    @Test
    void ownLedgerIsWhatNeedsAGrant() {
        host.decide(new GrantCommand().principal(TELLER).ledger(Host.USD).rights(GrantTable.POST));
        TransferCommand hold = created(host.pending(1, 2, 100));
        host.as(TELLER);
        assertEquals(NOT_GRANTED, host.decide(host.post(hold, 1)));
        assertEquals(NOT_GRANTED, host.decide(host.post(hold, 1).ledger(Host.EUR)));
        assertEquals(
                PENDING_TRANSFER_HAS_DIFFERENT_LEDGER,
                host.decide(host.post(hold, 1).ledger(Host.USD)));
    }
}
