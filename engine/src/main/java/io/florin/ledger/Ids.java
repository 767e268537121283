package io.florin.ledger;

/** Two longs that are one id. */
final class Ids {
    private Ids() {}

    static boolean isZero(long high, long low) {
        return (high | low) == 0;
    }

    static boolean isAllOnes(long high, long low) {
        return (high & low) == -1;
    }
}
