package io.florin.ledger.model;

import io.florin.ledger.Ledger;
import io.florin.ledger.StateReader;
import io.florin.ledger.StateTable;
import io.florin.ledger.StateWriter;
import java.util.Arrays;
import java.util.EnumMap;

/** A ledger's state in memory, with the borders of its tables: what a snapshot is made of. */
final class SavedState implements StateWriter, StateReader {
    private final EnumMap<StateTable, Integer> ends = new EnumMap<>(StateTable.class);
    private long[] words = new long[4_096];
    private int length;
    private int position;

    static SavedState of(Ledger ledger) {
        SavedState saved = new SavedState();
        ledger.write(saved);
        return saved;
    }

    Ledger restored() {
        position = 0;
        Ledger ledger = new Ledger();
        ledger.read(this);
        if (position != length) throw new IllegalStateException("words left: " + (length - position));
        return ledger;
    }

    boolean isSame(SavedState other) {
        return ends.equals(other.ends) && Arrays.equals(words, 0, length, other.words, 0, other.length);
    }

    @Override
    public void begin(StateTable table) {
        // the end of the one before
    }

    @Override
    public boolean has(StateTable table) {
        return ends.containsKey(table);
    }

    @Override
    public void write(long word) {
        if (length == words.length) words = Arrays.copyOf(words, 2 * length);
        words[length++] = word;
    }

    @Override
    public long read() {
        if (position == length) throw new IllegalStateException("read beyond the end");
        return words[position++];
    }

    @Override
    public void end(StateTable table) {
        Integer end = ends.putIfAbsent(table, length);
        if (end != null && end != position) throw new IllegalStateException("not the end of " + table);
    }
}
