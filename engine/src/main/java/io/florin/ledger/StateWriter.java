package io.florin.ledger;

/** Takes a ledger's complete state, word by word. The same state is the same words, whoever folded it. */
public interface StateWriter {
    /** All words up to {@link #end} are this table's. Tables come in the order of {@link StateTable}, at most once. */
    void begin(StateTable table);

    void write(long word);

    void end(StateTable table);
}
