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

    private static void set(Ledger ledger, AccountTable accounts, int row, Balances balances) {
        assertEquals(2, ledger.accounts());
        accounts.hotWord(row, 0, balances.debitsPending());
        accounts.hotWord(row, 1, balances.debitsPosted());
        accounts.hotWord(row, 2, balances.creditsPending());
        accounts.hotWord(row, 3, balances.creditsPosted());
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
    private static void check(Operation operation, Balances debit, Balances credit, long asked, Fixture fixture) {
        if (!debit.isPossible() || !credit.isPossible()) return;
        Host host = fixture.host;
        set(host.ledger, fixture.accounts, 0, debit);
        set(host.ledger, fixture.accounts, 1, credit);
        host.timeNs += Durations.NS_PER_SECOND;
        CreateTransferResult result = host.decide(host.transfer(1, 2, asked).flags(operation.flags));
        String line = operation + " " + asked + " " + debit + " -> " + credit;
        assertEquals(expected(operation, debit, credit, asked), result, line);

        BigInteger moved =
                result == CreateTransferResult.CREATED ? amount(operation, debit, credit, asked) : BigInteger.ZERO;
        boolean isHold = operation == Operation.HOLD;
        BigInteger posted = isHold ? BigInteger.ZERO : moved;
        BigInteger pending = isHold ? moved : BigInteger.ZERO;
        assertEquals(
                List.of(
                        big(debit.debitsPending()).add(pending).longValueExact(),
                        big(debit.debitsPosted()).add(posted).longValueExact(),
                        debit.creditsPending(),
                        debit.creditsPosted()),
                host.balances(1),
                line);
        assertEquals(
                List.of(
                        credit.debitsPending(),
                        credit.debitsPosted(),
                        big(credit.creditsPending()).add(pending).longValueExact(),
                        big(credit.creditsPosted()).add(posted).longValueExact()),
                host.balances(2),
                line);
        assertEquals(moved.longValueExact(), host.ledger.resultAmountMinor(), line);
    }

    /** A small ledger whose balances are set by hand. */
    private static final class Fixture {
        private final Host host =
                Host.started(Host.genesis().transfersMax(5_000)).accounts(2);
        private final AccountTable accounts = host.ledger.accountTable();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyPairOfEdgesInEveryColumn(Operation operation) {
        var fixture = new Fixture();
        for (long amount : EDGES) {
            for (long edge : EDGES) {
                for (long other : EDGES) {
                    check(operation, new Balances(edge, other, 0, 0), new Balances(0, 0, 0, 0), amount, fixture);
                    check(operation, new Balances(0, 0, 0, 0), new Balances(0, 0, edge, other), amount, fixture);
                    check(operation, new Balances(0, edge, 0, other), new Balances(0, other, 0, edge), amount, fixture);
                    check(operation, new Balances(edge, 0, 0, other), new Balances(0, other, edge, 0), amount, fixture);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2})
    void randomBalances(long seed) {
        var random = new SplittableRandom(seed);
        var fixture = new Fixture();
        for (int i = 0; i < 20_000; i++) {
            var debit = new Balances(any(random), any(random), any(random), any(random));
            var credit = new Balances(any(random), any(random), any(random), any(random));
            Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
            check(operation, debit, credit, any(random), fixture);
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
