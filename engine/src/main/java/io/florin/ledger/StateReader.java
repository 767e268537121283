package io.florin.ledger;

/** Gives back what a {@link StateWriter} took, in the same order; the bytes were verified before. */
public interface StateReader {
    void begin(StateTable table);

    /** The next word of the table. */
    long read();

    /** Whether the next table is this one: only the last may be left out. */
    boolean has(StateTable table);

    /** All words of the table were read. */
    void end(StateTable table);
}
