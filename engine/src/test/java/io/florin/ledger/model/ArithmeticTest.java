package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Head;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every pair of boundary amounts on every balance column and operation, and random pairs: the ledger's longs against
 * the model's {@code BigInteger}.
 */
final class ArithmeticTest {
    private static final System.Logger LOG = System.getLogger(ArithmeticTest.class.getName());
    private static final long SEED = Long.getLong("florin.arithmetic.seed", 7);
    private static final int RANDOM_PAIRS = Integer.getInteger("florin.arithmetic.pairs", 20_000);
    private static final long[] BOUNDARIES = {
        0,
        1,
        (1L << 31) - 1,
        1L << 31,
        (1L << 31) + 1,
        (1L << 62) - 1,
        1L << 62,
        (1L << 62) + 1,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };
    /** Every kind of movement: alone, held, balancing on either side. */
    private static final int[] MOVES = {
        0,
        TransferFlags.PENDING,
        TransferFlags.BALANCING_DEBIT,
        TransferFlags.BALANCING_CREDIT,
        TransferFlags.PENDING | TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT
    };

    private static final int[] RESOLUTIONS = {
        TransferFlags.POST_PENDING_TRANSFER,
        TransferFlags.POST_PENDING_TRANSFER | TransferFlags.PARTIAL,
        TransferFlags.VOID_PENDING_TRANSFER
    };
    private static final int CASES_PER_LEDGER = 2_000;

    private Pair pair = new Pair();
    private int cases;
    private long lastId;

    @Test
    void boundaryAmountsOnEveryColumnAndOperation() {
        for (long before : BOUNDARIES) {
            for (long amount : BOUNDARIES) {
                for (int first : MOVES) {
                    for (int second : MOVES) decide(first, before, second, amount, before / 2);
                }
            }
        }
        pair.checkInvariants();
    }

    @Test
    void randomAmounts() {
        LOG.log(System.Logger.Level.INFO, "seed {0}, pairs {1}", Long.toString(SEED), Long.toString(RANDOM_PAIRS));
        Dice dice = new Dice(SEED);
        for (int i = 0; i < RANDOM_PAIRS; i++) {
            long before = amount(dice);
            int first = dice.oneOf(MOVES);
            int second = dice.oneOf(MOVES);
            decide(first, before, second, dice.percent(50) ? Long.MAX_VALUE - before : amount(dice), amount(dice));
        }
        pair.checkInvariants();
    }

    private static long amount(Dice dice) {
        return dice.percent(30) ? dice.oneOf(BOUNDARIES) : (dice.any() >>> 1) >>> dice.below(63);
    }

    /** Two movements between three fresh accounts, forth and back, one side limited; then the first hold resolved. */
    private void decide(int first, long before, int second, long amount, long allowance) {
        if (cases++ % CASES_PER_LEDGER == 0) begin();
        Id free = account(0);
        Id debitsLimited = account(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS);
        Id creditsLimited = account(AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS);
        allow(debitsLimited, allowance);
        allow(creditsLimited, allowance);
        Id forth = move(free, debitsLimited, first, before);
        move(creditsLimited, free, first, before);
        move(free, debitsLimited, second, amount);
        move(debitsLimited, creditsLimited, second, amount);
        move(debitsLimited, free, second, amount);
        move(free, creditsLimited, second, amount);
        for (int resolution : RESOLUTIONS) {
            TransferCommand resolve = new TransferCommand().flags(resolution).amountMinor(amount);
            create(Commands.pending(resolve, forth));
        }
        for (Id id : List.of(free, debitsLimited, creditsLimited)) pair.lookupAccount(Head.LOCAL, id);
    }

    private void begin() {
        if (cases > 1) pair.checkInvariants();
        pair = new Pair();
        World world = World.draw(new Dice(1), Set.of(Feature.BASICS));
        pair.decide(new Request.Genesis(
                world.startNs(),
                world.genesis().accountsMax(3L * CASES_PER_LEDGER).transfersMax(10L * CASES_PER_LEDGER)));
    }

    private long nextNs() {
        return pair.model().state().nowNs + 1;
    }

    private Id account(int flags) {
        Id id = new Id(0, ++lastId);
        AccountCommand row = new AccountCommand().ledger(978).code(1).flags(flags);
        pair.decide(new Request.CreateAccounts(Head.by(Head.LOCAL), nextNs(), List.of(Commands.id(row, id))));
        return id;
    }

    private void allow(Id account, long allowance) {
        LimitsCommand row = new LimitsCommand()
                .accountIdHigh(account.high())
                .accountIdLow(account.low())
                .debitAllowanceMinor(allowance)
                .creditAllowanceMinor(allowance);
        pair.decide(new Request.SetLimits(Head.by(Head.LOCAL), nextNs(), List.of(row)));
    }

    private Id move(Id debit, Id credit, int flags, long amount) {
        TransferCommand row =
                new TransferCommand().ledger(978).code(1).flags(flags).amountMinor(amount);
        return create(Commands.debit(Commands.credit(row, credit), debit));
    }

    private Id create(TransferCommand row) {
        Id id = Id.ofMillis(nextNs() / ModelState.NS_PER_MS, ++lastId);
        Commands.id(row, id);
        pair.decide(new Request.CreateTransfers(Head.by(Head.LOCAL), nextNs(), List.of(row)));
        return id;
    }
}
