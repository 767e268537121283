package io.florin.ledger;

/** Gives back what a {@link StateWriter} took, in the same order; the bytes were verified before. */
public interface StateReader {
    void begin(StateTable table);

    /** The next word of the table. */
    long read();

    /** All words of the table were read. */
    void end(StateTable table);
}
