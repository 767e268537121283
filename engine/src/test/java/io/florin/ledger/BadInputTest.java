package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client should send: one definite refusal each, and the state is as it was. */
class BadInputTest {
    private static final int ACCOUNT_FLAGS_UNKNOWN = 6;
    private static final int FLAG_BITS = 16;
    private static final long MAX = Long.MAX_VALUE;

    private final Host host = Host.started().accounts(3);

    record BadTransfer(String name, CreateTransferResult answer, Consumer<TransferCommand> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    record BadAccount(String name, CreateAccountResult answer, Consumer<AccountCommand> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<BadTransfer> transfers() {
        List<BadTransfer> bad = new ArrayList<>();
        for (int bit : new int[] {9, 10, 13, 14, 15}) {
            bad.add(new BadTransfer("flag " + bit, CreateTransferResult.RESERVED_FLAG, t -> t.flags(1 << bit)));
            bad.add(new BadTransfer(
                    "flag " + bit + " on a hold",
                    CreateTransferResult.RESERVED_FLAG,
                    t -> t.flags(TransferFlags.PENDING | 1 << bit)));
        }
        bad.add(new BadTransfer("id 0", CreateTransferResult.ID_MUST_NOT_BE_ZERO, t -> t.idHigh(0)
                .idLow(0)));
        bad.add(new BadTransfer("id all ones", CreateTransferResult.ID_MUST_NOT_BE_INT_MAX, t -> t.idHigh(-1)
                .idLow(-1)));
        bad.add(new BadTransfer("debit 0", CreateTransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, t -> debit(t, 0)));
        bad.add(new BadTransfer(
                "debit ones", CreateTransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX, t -> debit(t, -1)));
        bad.add(new BadTransfer(
                "credit 0", CreateTransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO, t -> credit(t, 0)));
        bad.add(new BadTransfer(
                "credit ones", CreateTransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX, t -> credit(t, -1)));
        bad.add(new BadTransfer("a pending id", CreateTransferResult.PENDING_ID_MUST_BE_ZERO, t -> t.pendingIdLow(1)));
        bad.add(new BadTransfer("a time stamp", CreateTransferResult.TIMESTAMP_MUST_BE_ZERO, t -> t.timestampNs(1)));
        bad.add(new BadTransfer(
                "a time before all", CreateTransferResult.TIMESTAMP_MUST_BE_ZERO, t -> t.timestampNs(-1)));
        bad.add(new BadTransfer(
                "import at 0", CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE, t -> imported(t, 0)));
        bad.add(new BadTransfer(
                "import below 0",
                CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE,
                t -> imported(t, Long.MIN_VALUE)));
        bad.add(new BadTransfer(
                "import ahead", CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE, t -> imported(t, MAX)));
        bad.add(new BadTransfer(
                "a timeout", CreateTransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER, t -> t.timeoutSeconds(1)));
        bad.add(new BadTransfer(
                "all timeout", CreateTransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER, t -> t.timeoutSeconds(-1)));
        bad.add(new BadTransfer(
                "closing",
                CreateTransferResult.CLOSING_TRANSFER_MUST_BE_PENDING,
                t -> t.flags(TransferFlags.CLOSING_DEBIT)));
        bad.add(new BadTransfer("ledger 0", CreateTransferResult.LEDGER_MUST_NOT_BE_ZERO, t -> t.ledger(0)));
        bad.add(new BadTransfer("code 0", CreateTransferResult.CODE_MUST_NOT_BE_ZERO, t -> t.code(0)));
        bad.add(new BadTransfer("amount -1", CreateTransferResult.AMOUNT_OUT_OF_RANGE, t -> t.amountMinor(-1)));
        bad.add(new BadTransfer(
                "amount -2^63", CreateTransferResult.AMOUNT_OUT_OF_RANGE, t -> t.amountMinor(Long.MIN_VALUE)));
        bad.add(new BadTransfer(
                "an open chain", CreateTransferResult.LINKED_EVENT_CHAIN_OPEN, t -> t.flags(TransferFlags.LINKED)));
        exclusiveFlags()
                .forEach(flags -> bad.add(new BadTransfer(
                        "flags " + Integer.toBinaryString(flags),
                        CreateTransferResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE,
                        t -> t.flags(flags).pendingIdLow(1))));
        return bad;
    }

    /** A post or void with each flag that it excludes, and what only a post or void may have without one. */
    private static List<Integer> exclusiveFlags() {
        int post = TransferFlags.POST_PENDING_TRANSFER;
        int cancel = TransferFlags.VOID_PENDING_TRANSFER;
        List<Integer> exclusive = new ArrayList<>(List.of(post | cancel, cancel | TransferFlags.PARTIAL));
        exclusive.add(post | TransferFlags.PARTIAL | TransferFlags.GROUP);
        for (int bit : new int[] {1, 4, 5, 6, 7}) {
            exclusive.add(post | 1 << bit);
            exclusive.add(cancel | 1 << bit);
        }
        exclusive.addAll(
                List.of(TransferFlags.PARTIAL, TransferFlags.GROUP, TransferFlags.PENDING | TransferFlags.GROUP));
        return exclusive;
    }

    private static void debit(TransferCommand transfer, long both) {
        transfer.debitAccountIdHigh(both).debitAccountIdLow(both);
    }

    private static void credit(TransferCommand transfer, long both) {
        transfer.creditAccountIdHigh(both).creditAccountIdLow(both);
    }

    private static void imported(TransferCommand transfer, long timestampNs) {
        transfer.flags(TransferFlags.IMPORTED).timestampNs(timestampNs);
    }

    static List<BadAccount> accounts() {
        List<BadAccount> bad = new ArrayList<>();
        for (int i = ACCOUNT_FLAGS_UNKNOWN; i < FLAG_BITS; i++) {
            int bit = i;
            bad.add(new BadAccount("flag " + bit, CreateAccountResult.RESERVED_FLAG, a -> a.flags(1 << bit)));
        }
        int both = AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
        bad.add(new BadAccount("both limits", CreateAccountResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE, a -> a.flags(both)));
        bad.add(new BadAccount("id 0", CreateAccountResult.ID_MUST_NOT_BE_ZERO, a -> a.idHigh(0)
                .idLow(0)));
        bad.add(new BadAccount("id all ones", CreateAccountResult.ID_MUST_NOT_BE_INT_MAX, a -> a.idHigh(-1)
                .idLow(-1)));
        bad.add(new BadAccount("a time stamp", CreateAccountResult.TIMESTAMP_MUST_BE_ZERO, a -> a.timestampNs(MAX)));
        bad.add(new BadAccount(
                "debits pending", CreateAccountResult.DEBITS_PENDING_MUST_BE_ZERO, a -> a.debitsPendingMinor(1)));
        bad.add(new BadAccount(
                "debits posted", CreateAccountResult.DEBITS_POSTED_MUST_BE_ZERO, a -> a.debitsPostedMinor(MAX)));
        bad.add(new BadAccount(
                "credits pending", CreateAccountResult.CREDITS_PENDING_MUST_BE_ZERO, a -> a.creditsPendingMinor(1)));
        bad.add(new BadAccount(
                "credits posted", CreateAccountResult.CREDITS_POSTED_MUST_BE_ZERO, a -> a.creditsPostedMinor(MAX)));
        bad.add(new BadAccount(
                "a negative allowance", CreateAccountResult.AMOUNT_OUT_OF_RANGE, a -> a.debitAllowanceMinor(-1)));
        bad.add(new BadAccount(
                "the most negative one",
                CreateAccountResult.AMOUNT_OUT_OF_RANGE,
                a -> a.creditAllowanceMinor(Long.MIN_VALUE)));
        bad.add(new BadAccount("an allowance", CreateAccountResult.RESERVED_FIELD, a -> a.debitAllowanceMinor(1)));
        bad.add(new BadAccount("the mirror", CreateAccountResult.RESERVED_FIELD, a -> a.creditAllowanceMinor(MAX)));
        bad.add(new BadAccount("a version", CreateAccountResult.RESERVED_FIELD, a -> a.limitsVersion(1)));
        bad.add(new BadAccount("frozen", CreateAccountResult.RESERVED_FIELD, a -> a.frozen(1)));
        bad.add(new BadAccount("a reason", CreateAccountResult.RESERVED_FIELD, a -> a.reason(1)));
        bad.add(new BadAccount("ledger 0", CreateAccountResult.LEDGER_MUST_NOT_BE_ZERO, a -> a.ledger(0)));
        bad.add(new BadAccount("code 0", CreateAccountResult.CODE_MUST_NOT_BE_ZERO, a -> a.code(0)));
        bad.add(new BadAccount(
                "an open chain", CreateAccountResult.LINKED_EVENT_CHAIN_OPEN, a -> a.flags(AccountFlags.LINKED)));
        return bad;
    }

    record Keyed(String name, ToIntFunction<Host> send) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Every command that can have a request key. */
    static List<Keyed> keyed() {
        return List.of(
                new Keyed("accounts", host -> host.decide(Host.account(9)).code()),
                new Keyed(
                        "transfers", host -> host.decide(host.transfer(1, 2, 5)).code()),
                new Keyed(
                        "two transfers",
                        host -> host.decideAll(host.transfer(1, 2, 5), host.transfer(1, 2, 5))[1].code()),
                new Keyed(
                        "limits",
                        host -> host.decide(new LimitsCommand()
                                .accountIdHigh(Host.HIGH)
                                .accountIdLow(1)
                                .debitAllowanceMinor(7))),
                new Keyed(
                        "status",
                        host -> host.decide(new StatusCommand()
                                .accountIdHigh(Host.HIGH)
                                .accountIdLow(1)
                                .reason(7))),
                new Keyed(
                        "grant",
                        host -> host.decide(
                                new GrantCommand().principal(9).ledger(1).rights(1))),
                new Keyed("capacities", host -> host.decide(new CapacitiesCommand().grantsMax(5_000))),
                new Keyed("day", host -> host.decide(new CloseDayCommand().date(1970_01_01))),
                new Keyed("feature level", host -> host.decideFeatureLevel(7)));
    }

    /** Whatever the first one was, and whatever comes under its key with another body. */
    @ParameterizedTest
    @MethodSource("keyed")
    void aKeyThatIsUsedAgainWithAnotherBody(Keyed first) {
        assertEquals(0, first.send().applyAsInt(host.key(3, 4, 5)));
        long before = host.stateHashInAFreshSecond();
        for (Keyed second : keyed()) {
            int answer = second.send().applyAsInt(host.key(3, 4, 6));
            assertEquals(CreateTransferResult.KEY_REUSED.code(), answer, second.name());
        }
        assertEquals(before, host.ledger.stateHash());
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void aTransfer(BadTransfer bad) {
        TransferCommand transfer = host.transfer(1, 2, 5);
        bad.change().accept(transfer);
        long before = host.stateHashInAFreshSecond();
        assertEquals(bad.answer(), host.decide(transfer));
        assertEquals(before, host.ledger.stateHash());
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void anAccount(BadAccount bad) {
        AccountCommand account = Host.account(9);
        bad.change().accept(account);
        long before = host.stateHashInAFreshSecond();
        assertEquals(bad.answer(), host.decide(account));
        assertEquals(before, host.ledger.stateHash());
    }

    /** A post or void names its hold by an id of its own. */
    @Test
    void aPostOfNothing() {
        TransferCommand hold = host.pending(1, 2, 5);
        host.decide(hold);
        TransferCommand post = host.post(hold, 5);
        long before = host.stateHashInAFreshSecond();
        post.pendingIdHigh(0).pendingIdLow(0);
        assertEquals(CreateTransferResult.PENDING_ID_MUST_NOT_BE_ZERO, host.decide(post));
        post.pendingIdHigh(-1).pendingIdLow(-1);
        assertEquals(CreateTransferResult.PENDING_ID_MUST_NOT_BE_INT_MAX, host.decide(post));
        post.pendingIdHigh(post.idHigh()).pendingIdLow(post.idLow());
        assertEquals(CreateTransferResult.PENDING_ID_MUST_BE_DIFFERENT, host.decide(post));
        assertEquals(before, host.ledger.stateHash());
    }

    /** 2⁶³ − 1 is an amount like any other, except where it means all there is. */
    @Test
    void theLargestAmount() {
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(1, 2, MAX)));
        assertEquals(CreateTransferResult.OVERFLOWS_DEBITS_POSTED, host.decide(host.transfer(1, 3, MAX)));
        assertEquals(CreateTransferResult.OVERFLOWS_CREDITS_POSTED, host.decide(host.transfer(3, 2, 1)));
        TransferCommand hold = host.pending(2, 3, MAX);
        assertEquals(CreateTransferResult.CREATED, host.decide(hold));
        assertEquals(CreateTransferResult.OVERFLOWS_DEBITS_PENDING, host.decide(host.pending(2, 3, 1)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.post(hold, MAX)));
        assertEquals(List.of(0L, MAX, 0L, MAX), host.balances(2));
    }

    @Test
    void limitsAndStatusOfWhatIsNotThere() {
        long before = host.stateHashInAFreshSecond();
        assertEquals(LimitsResult.ACCOUNT_NOT_FOUND.code(), host.decide(new LimitsCommand()));
        assertEquals(
                LimitsResult.ACCOUNT_NOT_FOUND.code(),
                host.decide(new LimitsCommand().accountIdHigh(-1).accountIdLow(-1)));
        assertEquals(StatusResult.ACCOUNT_NOT_FOUND.code(), host.decide(new StatusCommand()));
        StatusCommand frozen = new StatusCommand().accountIdHigh(Host.HIGH).accountIdLow(1);
        for (int bit = 2; bit < FLAG_BITS; bit++) {
            assertEquals(StatusResult.RESERVED_FLAG.code(), host.decide(frozen.frozen(1 << bit)), "bit " + bit);
        }
        LimitsCommand limits = new LimitsCommand().accountIdHigh(Host.HIGH).accountIdLow(1);
        assertEquals(LimitsResult.AMOUNT_OUT_OF_RANGE.code(), host.decide(limits.debitAllowanceMinor(-1)));
        limits.debitAllowanceMinor(0).creditAllowanceMinor(Long.MIN_VALUE);
        assertEquals(LimitsResult.AMOUNT_OUT_OF_RANGE.code(), host.decide(limits));
        limits.creditAllowanceMinor(MAX).expectedVersion(1);
        assertEquals(LimitsResult.VERSION_MISMATCH.code(), host.decide(limits));
        assertEquals(before, host.ledger.stateHash());
    }

    /** Doors refuse these before the ring; a host that lets them through is broken, and the ledger says so. */
    @Test
    void requestsOfNoEventsAndOfTooMany() {
        var request = new RequestCommand();
        long ns = host.timeNs + 1_000_000;
        assertThrows(IllegalStateException.class, () -> host.ledger.begin(ns, request.set(0, 0, 0, 0, 0, 1)));
        assertThrows(IllegalStateException.class, () -> host.ledger.begin(ns, request.set(8_191, 0, 0, 0, 0, 1)));
    }
}
