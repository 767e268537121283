package io.florin.bench.load;

/** What every account must show at the end, worked out beside the ledger from what was sent. One thread. */
public final class ExpectedBooks {
    private final long[] debitsMinor;
    private final long[] creditsMinor;
    private final long[] debitsHeldMinor;
    private final long[] creditsHeldMinor;
    private long movedMinor;

    public ExpectedBooks(int accounts) {
        debitsMinor = new long[accounts];
        creditsMinor = new long[accounts];
        debitsHeldMinor = new long[accounts];
        creditsHeldMinor = new long[accounts];
    }

    /** Moves what the next so many transfers of the source move, all of which must have been created. */
    public ExpectedBooks with(TransferSource source, long transfers) {
        for (long i = 0; i < transfers; i++) {
            source.next();
            move(source.debit(), source.credit(), source.amountMinor());
        }
        return this;
    }

    /** Money that moved from one account to another. */
    public void move(int debit, int credit, long amountMinor) {
        debitsMinor[debit] += amountMinor;
        creditsMinor[credit] += amountMinor;
        movedMinor += amountMinor;
    }

    /** Money that is held from now on; a negative amount ends it. */
    public void hold(int debit, int credit, long amountMinor) {
        debitsHeldMinor[debit] += amountMinor;
        creditsHeldMinor[credit] += amountMinor;
    }

    public int accounts() {
        return debitsMinor.length;
    }

    long debitsMinor(int account) {
        return debitsMinor[account];
    }

    long creditsMinor(int account) {
        return creditsMinor[account];
    }

    long debitsHeldMinor(int account) {
        return debitsHeldMinor[account];
    }

    long creditsHeldMinor(int account) {
        return creditsHeldMinor[account];
    }

    /** Minor units that moved: the sum of all debits, and of all credits. */
    public long movedMinor() {
        return movedMinor;
    }
}
