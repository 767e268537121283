package io.florin.projection;

/**
 * What an account has and may, minor units; of the ledger or of the read model, to be compared.
 *
 * @param limitsVersion how often its allowances were changed.
 * @param frozen bit 0 debits, bit 1 credits.
 */
public record AccountState(
        Balances balances,
        long debitAllowance,
        long creditAllowance,
        long limitsVersion,
        int frozen,
        boolean isClosed) {

    /** The four columns. */
    public record Balances(long debitsPending, long debitsPosted, long creditsPending, long creditsPosted) {}
}
