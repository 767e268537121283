package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No sum wraps: every operation at every boundary, against BigInteger. */
class ArithmeticTest {
    private static final long[] EDGES = {
        0, 1, (1L << 31) - 1, (1L << 31) + 1, (1L << 62) - 1, (1L << 62) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    enum Operation {
        TRANSFER(0),
        HOLD(TransferFlags.PENDING),
        BALANCING_DEBIT(TransferFlags.BALANCING_DEBIT),
        BALANCING_CREDIT(TransferFlags.BALANCING_CREDIT);

        private final int flags;

        Operation(int flags) {
            this.flags = flags;
        }
    }

    /** Two accounts as a test wants them: no transfer could make all of these. */
    private record Balances(long debitsPending, long debitsPosted, long creditsPending, long creditsPosted) {
        boolean isPossible() {
            return debitsPending <= Long.MAX_VALUE - debitsPosted && creditsPending <= Long.MAX_VALUE - creditsPosted;
        }
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger left(long have, long posted, long pending) {
        return big(have).subtract(big(posted)).subtract(big(pending)).max(BigInteger.ZERO);
    }

    private static CreateTransferResult expected(Operation operation, Balances debit, Balances credit, long asked) {
        BigInteger amount = amount(operation, debit, credit, asked);
        if (operation == Operation.HOLD) {
            if (big(debit.debitsPending()).add(amount).compareTo(MAX) > 0) {
                return CreateTransferResult.OVERFLOWS_DEBITS_PENDING;
            }
            if (big(credit.creditsPending()).add(amount).compareTo(MAX) > 0) {
                return CreateTransferResult.OVERFLOWS_CREDITS_PENDING;
            }
        }
        BigInteger debits = big(debit.debitsPosted()).add(amount);
        BigInteger credits = big(credit.creditsPosted()).add(amount);
        if (debits.compareTo(MAX) > 0) return CreateTransferResult.OVERFLOWS_DEBITS_POSTED;
        if (credits.compareTo(MAX) > 0) return CreateTransferResult.OVERFLOWS_CREDITS_POSTED;
        if (debits.add(big(debit.debitsPending())).compareTo(MAX) > 0) return CreateTransferResult.OVERFLOWS_DEBITS;
        if (credits.add(big(credit.creditsPending())).compareTo(MAX) > 0) return CreateTransferResult.OVERFLOWS_CREDITS;
        return CreateTransferResult.CREATED;
    }

    private static BigInteger amount(Operation operation, Balances debit, Balances credit, long asked) {
        return switch (operation) {
            case TRANSFER, HOLD -> big(asked);
            case BALANCING_DEBIT ->
                big(asked).min(left(debit.creditsPosted(), debit.debitsPosted(), debit.debitsPending()));
            case BALANCING_CREDIT ->
                big(asked).min(left(credit.debitsPosted(), credit.creditsPosted(), credit.creditsPending()));
        };
    }

    /** Decides one transfer over accounts with these balances, and compares result and what moved. */
    private static void check(Operation operation, Balances debit, Balances credit, long asked, Bare bare) {
        if (!debit.isPossible() || !credit.isPossible()) return;
        CreateTransferResult result = bare.decide(debit, credit, asked, operation.flags);
        String line = operation + " " + asked + " " + debit + " -> " + credit;
        assertEquals(expected(operation, debit, credit, asked), result, line);

        boolean isCreated = result == CreateTransferResult.CREATED;
        BigInteger moved = isCreated ? amount(operation, debit, credit, asked) : BigInteger.ZERO;
        boolean isHold = operation == Operation.HOLD;
        long posted = isHold ? 0 : moved.longValueExact();
        long pending = isHold ? moved.longValueExact() : 0;
        var debitAfter = new Balances(
                Math.addExact(debit.debitsPending(), pending),
                Math.addExact(debit.debitsPosted(), posted),
                debit.creditsPending(),
                debit.creditsPosted());
        var creditAfter = new Balances(
                credit.debitsPending(),
                credit.debitsPosted(),
                Math.addExact(credit.creditsPending(), pending),
                Math.addExact(credit.creditsPosted(), posted));
        assertEquals(debitAfter, bare.balances(0), line);
        assertEquals(creditAfter, bare.balances(1), line);
        assertEquals(moved.longValueExact(), bare.outcome.amountMinor(), line);
    }

    /** The ladder over two accounts whose balances are set by hand. */
    private static final class Bare {
        private final LedgerTables tables = new LedgerTables();
        private final Request request = new Request(tables.replies(), new Settings());
        private final Outcome outcome = new Outcome();
        private final TransferLadder ladder = new TransferLadder(request, tables, outcome);
        private final TransferCommand transfer = new TransferCommand();
        private long nowNs = Host.START_NS;

        Bare() {
            new Operator(request, tables).decide(nowNs, Host.genesis().transfersMax(5_000));
            tables.accounts().add(Host.account(1), nowNs);
            tables.accounts().add(Host.account(2), nowNs);
        }

        CreateTransferResult decide(Balances debit, Balances credit, long asked, int flags) {
            set(0, debit);
            set(1, credit);
            nowNs += Durations.NS_PER_SECOND;
            tables.transfers().makeReady(1);
            request.begin(nowNs, new RequestCommand().set(1, 0, 0, 0, 0, Operator.LOCAL));
            request.next(nowNs, false);
            outcome.begin(nowNs);
            transfer.idHigh(Host.idHigh(nowNs / Durations.NS_PER_MS)).idLow(1).amountMinor(asked);
            transfer.debitAccountIdHigh(Host.HIGH).debitAccountIdLow(1);
            transfer.creditAccountIdHigh(Host.HIGH).creditAccountIdLow(2);
            CreateTransferResult result =
                    ladder.decide(nowNs, transfer.ledger(Host.EUR).code(1).flags(flags));
            request.done(1, result.code(), outcome);
            return result;
        }

        private void set(int row, Balances balances) {
            tables.accounts().hotWord(row, 0, balances.debitsPending());
            tables.accounts().hotWord(row, 1, balances.debitsPosted());
            tables.accounts().hotWord(row, 2, balances.creditsPending());
            tables.accounts().hotWord(row, 3, balances.creditsPosted());
        }

        Balances balances(int row) {
            AccountTable accounts = tables.accounts();
            return new Balances(
                    accounts.debitsPendingMinor(row),
                    accounts.debitsPostedMinor(row),
                    accounts.creditsPendingMinor(row),
                    accounts.creditsPostedMinor(row));
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyPairOfEdgesInEveryColumn(Operation operation) {
        var bare = new Bare();
        for (long amount : EDGES) {
            for (long edge : EDGES) {
                for (long other : EDGES) {
                    check(operation, new Balances(edge, other, 0, 0), new Balances(0, 0, 0, 0), amount, bare);
                    check(operation, new Balances(0, 0, 0, 0), new Balances(0, 0, edge, other), amount, bare);
                    check(operation, new Balances(0, edge, 0, other), new Balances(0, other, 0, edge), amount, bare);
                    check(operation, new Balances(edge, 0, 0, other), new Balances(0, other, edge, 0), amount, bare);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2})
    void randomBalances(long seed) {
        var random = new SplittableRandom(seed);
        var bare = new Bare();
        for (int i = 0; i < 20_000; i++) {
            var debit = new Balances(any(random), any(random), any(random), any(random));
            var credit = new Balances(any(random), any(random), any(random), any(random));
            Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
            check(operation, debit, credit, any(random), bare);
        }
    }

    private static long any(SplittableRandom random) {
        long edge = EDGES[random.nextInt(EDGES.length)];
        return random.nextBoolean() ? edge : random.nextLong() >>> (1 + random.nextInt(62));
    }

    @Test
    void limitsAtTheEdge() {
        for (long allowance : EDGES) {
            for (long credits : EDGES) {
                for (long amount : EDGES) {
                    checkLimit(allowance, credits, amount);
                }
            }
        }
    }

    private static void checkLimit(long allowance, long credits, long amount) {
        var accounts = new AccountTable(new IdHash());
        accounts.growTo(1);
        accounts.add(Host.account(1).flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS), 1);
        accounts.hotWord(0, 3, credits);
        accounts.limits(0, allowance, 0, 1);
        boolean exceeds = big(amount).compareTo(big(credits).add(big(allowance))) > 0;
        assertEquals(exceeds, accounts.exceedsCredits(0, amount), amount + " of " + credits + " + " + allowance);

        var mirror = new AccountTable(new IdHash());
        mirror.growTo(1);
        mirror.add(Host.account(1).flags(AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS), 1);
        mirror.hotWord(0, 1, credits);
        mirror.limits(0, 0, allowance, 1);
        assertEquals(exceeds, mirror.exceedsDebits(0, amount), amount + " of " + credits + " + " + allowance);
    }

    @Test
    void postsAtTheEdge() {
        for (long held : EDGES) {
            for (long posted : EDGES) {
                Host host = Host.started(Host.genesis().transfersMax(10)).accounts(2);
                TransferCommand hold = host.pending(1, 2, held);
                assertEquals(CreateTransferResult.CREATED, host.decide(hold));
                long moved = posted == Long.MAX_VALUE ? held : posted;
                CreateTransferResult expected = moved > held
                        ? CreateTransferResult.EXCEEDS_PENDING_TRANSFER_AMOUNT
                        : CreateTransferResult.CREATED;
                assertEquals(expected, host.decide(host.post(hold, posted)));
                boolean isPosted = expected == CreateTransferResult.CREATED;
                assertEquals(List.of(isPosted ? 0 : held, isPosted ? moved : 0, 0L, 0L), host.balances(1));
            }
        }
    }
}
