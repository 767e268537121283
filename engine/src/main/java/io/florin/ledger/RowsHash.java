package io.florin.ledger;

/**
 * A 64-bit hash over account rows, some at a time, round and round: memory that was damaged shows within one round in
 * the result of a pulse, on every node that folds it. The algorithm is part of the journal's format: another one
 * needs a feature level. A single word that differs always changes the hash of its row. Ledger thread only; allocates
 * nothing.
 */
final class RowsHash {
    static final int ROWS_PER_PULSE = 4_096;

    private static final long SEED = 0x243F6A8885A308D3L;
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long ROWS = 0xC2B2AE3D27D4EB4FL;

    private final AccountTable accounts;
    private int nextRow;
    private int firstRow;
    private int rows;
    private long hash;

    RowsHash(AccountTable accounts) {
        this.accounts = accounts;
    }

    /** Hashes the next rows; a round ends at the last account. */
    void advance() {
        firstRow = nextRow;
        rows = Math.min(ROWS_PER_PULSE, accounts.count() - firstRow);
        hash = SEED;
        for (int row = firstRow; row < firstRow + rows; row++) hash = (hash ^ of(row)) * ROWS;
        nextRow = firstRow + rows >= accounts.count() ? 0 : firstRow + rows;
    }

    private long of(int row) {
        long sum = word(accounts.idHigh(row), 1) + word(accounts.idLow(row), 2);
        for (int hot = 0; hot < AccountTable.HOT_LONGS; hot++) sum += word(accounts.hotWord(row, hot), 3 + hot);
        sum += word(accounts.userData128High(row), 11) + word(accounts.userData128Low(row), 12);
        sum += word(accounts.userData64(row), 13) + word(accounts.userData32(row), 14);
        sum += word(accounts.timestampNs(row), 15);
        sum ^= sum >>> 32;
        sum *= STEP;
        return sum ^ sum >>> 29;
    }

    /** Times an odd number of its place: no two words are alike in two places, and no difference is lost. */
    private static long word(long value, int place) {
        return value * (place * STEP * 2 + 1);
    }

    int firstRow() {
        return firstRow;
    }

    int rows() {
        return rows;
    }

    long hash() {
        return hash;
    }

    /** Where the next pulse goes on; part of the state. */
    int nextRow() {
        return nextRow;
    }

    void nextRow(int row) {
        nextRow = row;
    }
}
