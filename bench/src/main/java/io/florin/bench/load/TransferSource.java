package io.florin.bench.load;

/**
 * An endless stream of transfers between the accounts of a bench: who pays whom, and how much. The same settings give
 * the same stream, so that the balances that must come out of a run are found afterwards by drawing again, and keeping
 * books costs nothing while the run is measured.
 *
 * <p>One thread; allocates nothing after construction.
 */
public final class TransferSource {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int DRAW_MASK = (1 << 20) - 1;
    private static final int AMOUNT_MASK = 1023;

    /** Every amount has four digits, so that requests in text have one length. */
    private static final int AMOUNT_MIN = 1_000;

    private final Distribution distribution;
    private final int accounts;
    private final long seed;
    private final int[] draws;

    private long state;
    private int debit;
    private int credit;
    private int amountMinor;

    /** @throws IllegalArgumentException if there are fewer than two accounts. */
    public TransferSource(Distribution distribution, int accounts, long seed) {
        if (accounts < 2) throw new IllegalArgumentException("a transfer needs two accounts: accounts=" + accounts);
        this.distribution = distribution;
        this.accounts = accounts;
        this.seed = seed;
        this.draws = distribution.draws(accounts, seed);
        this.state = seed;
    }

    private TransferSource(TransferSource source) {
        this.distribution = source.distribution;
        this.accounts = source.accounts;
        this.seed = source.seed;
        this.draws = source.draws;
        this.state = source.seed;
    }

    /** The same stream from its beginning. */
    public TransferSource again() {
        return new TransferSource(this);
    }

    public int accounts() {
        return accounts;
    }

    /** Draws the next transfer into {@link #debit()}, {@link #credit()} and {@link #amountMinor()}. */
    public void next() {
        state += GOLDEN_GAMMA;
        long drawn = mixed(state);
        switch (distribution) {
            case UNIFORM -> {
                debit = scaled(drawn >>> 32, accounts);
                credit = scaled(drawn & 0xFFFF_FFFFL, accounts);
            }
            case ZIPF -> {
                debit = draws[(int) (drawn >>> 32) & DRAW_MASK];
                credit = draws[(int) drawn & DRAW_MASK];
            }
            case HOT -> {
                debit = 1 + scaled(drawn >>> 32, accounts - 1);
                credit = 0;
            }
        }
        if (debit == credit) credit = credit + 1 == accounts ? 0 : credit + 1;
        amountMinor = AMOUNT_MIN + (int) ((drawn >>> 21) & AMOUNT_MASK);
    }

    /** Index of the account that pays. */
    public int debit() {
        return debit;
    }

    /** Index of the account that is paid. */
    public int credit() {
        return credit;
    }

    public int amountMinor() {
        return amountMinor;
    }

    private static int scaled(long drawn32, int bound) {
        return (int) ((drawn32 * bound) >>> 32);
    }

    static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
