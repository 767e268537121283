package io.florin.ledger;

/** A 64-bit hash over all tables but the position: equal states, equal hashes. Allocates nothing per word. */
final class StateHash implements StateWriter {
    private static final long SEED = 0x452821E638D01377L;
    private static final long WORD = 0x9E3779B97F4A7C15L;
    private static final long TABLE = 0xC2B2AE3D27D4EB4FL;

    private long hash = SEED;
    private boolean isSkipped;

    @Override
    public void begin(StateTable table) {
        isSkipped = table == StateTable.POSITION;
        if (!isSkipped) hash = (hash ^ table.number()) * TABLE;
    }

    @Override
    public void write(long word) {
        if (isSkipped) return;
        hash = (Long.rotateLeft(hash, 29) ^ word) * WORD;
    }

    @Override
    public void end(StateTable table) {
        hash ^= hash >>> Integer.SIZE;
    }

    long hash() {
        return hash;
    }
}
