package io.florin.ledger;

/**
 * Everything that is remembered by a transfer's id: rows, index and window as one. Ledger thread only; all memory when
 * it grows.
 */
final class Transfers {
    /**
     * Rows beyond the capacity, one for each event of the largest request: what a chain pushes out, it can bring
     * back.
     */
    static final int SPARE_ROWS = RequestCommand.EVENTS_MAX;

    /** Rows that are taken back together, so that their cache misses overlap. */
    private static final int TAKEN_BACK = 64;

    private final TransferTable table;
    private final IdWindow window;
    private final TransferIndex index;
    private final int[] takenBack = new int[TAKEN_BACK];
    private final long[] takenBackHashes = new long[TAKEN_BACK];
    private long touched;
    private int rows;
    private long lastTimestampNs;

    Transfers(IdHash hash) {
        this.table = new TransferTable();
        this.window = new IdWindow(table);
        this.index = new TransferIndex(hash, table, window);
    }

    void growTo(int remembered) {
        if (remembered + SPARE_ROWS > rows) {
            index.growBy(remembered + SPARE_ROWS - rows);
            rows = remembered + SPARE_ROWS;
            table.growTo(rows);
        }
        window.capacity(remembered);
    }

    TransferTable table() {
        return table;
    }

    IdWindow window() {
        return window;
    }

    /** What is remembered under this id: a transfer, a hold, a burnt id; or {@link TransferTable#NONE}. */
    int find(long idHigh, long idLow) {
        return index.find(idHigh, idLow);
    }

    /** Between requests: takes rows back until so many events can be added. */
    void makeReady(int events) {
        window.detach();
        int taken = TAKEN_BACK;
        while (table.freeRows() < events && taken > 0) taken = takeBack();
    }

    /** Some more rows than are needed: whatever is forgotten at the beginning of a request stays so. */
    private int takeBack() {
        int count = 0;
        int row = window.takeForgotten();
        while (row != TransferTable.NONE) {
            takenBack[count] = row;
            takenBackHashes[count++] = index.hashOf(row);
            row = count < TAKEN_BACK ? window.takeForgotten() : TransferTable.NONE;
        }
        touched += index.touch(takenBackHashes, count);
        for (int i = 0; i < count; i++) {
            index.remove(takenBackHashes[i], takenBack[i]);
            table.release(takenBack[i]);
        }
        return count;
    }

    /** A row with its identity, in the index; the caller has made room and fills in the rest. */
    int add(long idHigh, long idLow, long timestampNs, long second) {
        int row = table.take();
        table.identity(row, idHigh, idLow, timestampNs, second);
        index.add(row);
        return row;
    }

    /** A row for reading a state into; the caller fills all of it, then has it {@link #index}ed. */
    int takeForState() {
        return table.take();
    }

    void index(int row) {
        index.add(row);
    }

    /** Takes the row back that was added last. */
    void removeLast(int row) {
        index.remove(row);
        table.release(row);
    }

    /** Of the transfer that was created last; imports may not fall behind it. */
    long lastTimestampNs() {
        return lastTimestampNs;
    }

    void lastTimestampNs(long timestampNs) {
        lastTimestampNs = timestampNs;
    }

    /** Something of the places where ids of these hashes are, or will be. */
    long touch(long[] hashes, int count) {
        return index.touch(hashes, count);
    }

    /** Of no meaning, but that the memory touched is really read. */
    long touched() {
        return touched;
    }

    long memoryBytes() {
        return table.memoryBytes() + index.memoryBytes() + window.memoryBytes();
    }
}
