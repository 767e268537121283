package io.florin.ledger;

/**
 * Spreads 128-bit ids over an index. Ids are chosen by clients, who may mean harm: the key comes from Genesis (its
 * ledger id and its time), which no client is told, so nobody can prepare ids that meet in one place. No result ever
 * depends on a hash.
 */
final class IdHash {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long KEY_STEP = 0xD1B54A32D192ED03L;

    private long keyHigh = KEY_STEP;
    private long keyLow = MULTIPLIER;

    /** Before the first id is indexed, and never again. */
    void key(long ledgerIdHigh, long ledgerIdLow, long timestampNs) {
        keyHigh = folded(ledgerIdHigh ^ KEY_STEP, timestampNs ^ MULTIPLIER);
        keyLow = folded(ledgerIdLow ^ MULTIPLIER, keyHigh ^ KEY_STEP);
    }

    /** 64 well-mixed bits: the upper ones choose a place, the upper 32 also tell ids apart. */
    long of(long idHigh, long idLow) {
        return folded(folded(idHigh ^ keyHigh, idLow ^ keyLow) ^ keyHigh, MULTIPLIER);
    }

    /** The product of 128 bits, folded into 64. */
    private static long folded(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
    }
}
