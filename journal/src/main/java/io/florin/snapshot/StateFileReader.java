package io.florin.snapshot;

import io.florin.ledger.StateReader;
import io.florin.ledger.StateTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;

/** Gives a ledger the words of a snapshot that was verified before. One thread. */
final class StateFileReader implements StateReader {
    private final SnapshotFile file;
    private int at;
    private int end;

    /** Reads a file from its first block on. */
    StateFileReader(SnapshotFile file) {
        this.file = file;
    }

    @Override
    public void begin(StateTable table) {
        next();
        if (file.table() != table.number()) throw file.damaged("table " + table + " is missing");
    }

    @Override
    public boolean has(StateTable table) {
        return file.header().has(table);
    }

    @Override
    public long read() {
        if (at == end) {
            if (file.isLastOfTable()) throw file.damaged("a table is shorter than it says");
            next();
        }
        long word = file.buffer().getLong(at, ByteOrder.LITTLE_ENDIAN);
        at += Long.BYTES;
        return word;
    }

    @Override
    public void end(StateTable table) {
        if (at != end || !file.isLastOfTable()) throw file.damaged("table " + table + " is longer than it says");
    }

    private void next() {
        try {
            if (!file.nextBlock()) throw file.damaged("a table is missing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        at = file.dataOffset();
        end = at + file.dataLength();
    }
}
