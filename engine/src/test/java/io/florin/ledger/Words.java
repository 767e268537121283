package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A state in memory, as a snapshot would keep it; also proves that both sides keep to tables and their order. */
final class Words implements StateWriter, StateReader {
    private final List<StateTable> tables = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private long[] words = new long[1_024];
    private int length;
    private int position;
    private int table;
    private boolean isBegun;

    static Words of(Ledger ledger) {
        var words = new Words();
        ledger.write(words);
        List<StateTable> all = List.of(StateTable.values());
        assertEquals(ledger.hasClosedDays() ? all : all.subList(0, all.size() - 1), words.tables);
        return words;
    }

    Ledger restored() {
        position = 0;
        table = 0;
        var ledger = new Ledger();
        ledger.read(this);
        assertEquals(tables.size(), table, "every table was read");
        return ledger;
    }

    @Override
    public void begin(StateTable begun) {
        assertFalse(isBegun, "one table at a time");
        isBegun = true;
        if (table < tables.size()) assertEquals(tables.get(table), begun);
        else tables.add(begun);
    }

    @Override
    public boolean has(StateTable asked) {
        return table < tables.size() && tables.get(table) == asked;
    }

    @Override
    public void write(long word) {
        if (length == words.length) words = Arrays.copyOf(words, 2 * length);
        words[length++] = word;
    }

    @Override
    public long read() {
        return words[position++];
    }

    @Override
    public void end(StateTable ended) {
        assertTrue(isBegun, "begun before it ends");
        isBegun = false;
        if (table < ends.size()) assertEquals(ends.get(table), position, "all words of " + ended);
        else ends.add(length);
        table++;
    }

    long[] toArray() {
        return Arrays.copyOf(words, length);
    }
}
