package io.florin.ledger;

/**
 * Replies in the order in which they were given, and their rows; both rings of a fixed size. Ledger thread only; all
 * memory at construction.
 *
 * <pre>
 *   reply  0 key high   1 key low   2 principal   3 body hash   4 sequence   5 time stamp
 *          6 epoch u32 | events u16 | rows u16  7 first row
 *   row    0 event u32 | status u32                             1 time stamp
 * </pre>
 */
final class ReplyRing {
    static final int MISSING = -1;

    private static final int LONGS_PER_REPLY = 8;
    private static final int KEY_HIGH = 0;
    private static final int KEY_LOW = 1;
    private static final int PRINCIPAL = 2;
    private static final int BODY_HASH = 3;
    private static final int SEQUENCE = 4;
    private static final int TIMESTAMP = 5;
    private static final int EPOCH_EVENTS_ROWS = 6;
    private static final int FIRST_ROW = 7;
    private static final int LONGS_PER_ROW = 2;

    private final IdHash hash;
    private final RowIndex index;
    private final long[] replies;
    private final long[] rows;
    private final int repliesMax;
    private final int rowsMax;

    private int oldest;
    private int count;
    private int nextRow;

    ReplyRing(IdHash hash, int repliesMax, int rowsMax) {
        this.hash = hash;
        this.repliesMax = repliesMax;
        this.rowsMax = rowsMax;
        this.index = new RowIndex(repliesMax);
        this.replies = new long[repliesMax * LONGS_PER_REPLY];
        this.rows = new long[rowsMax * LONGS_PER_ROW];
    }

    int replies() {
        return count;
    }

    /** The place of the reply with this key that is not older than this second, or {@link #MISSING}. */
    int find(long principal, long keyHigh, long keyLow, long fromSecond) {
        if (count == 0) return MISSING;
        long hashed = hashed(principal, keyHigh, keyLow);
        int slot = index.home(hashed);
        for (long entry = index.entry(slot); entry != 0; entry = index.entry(slot)) {
            int reply = RowIndex.row(entry) - 1;
            boolean isKey = RowIndex.matches(entry, hashed) && isKey(reply, principal, keyHigh, keyLow);
            if (isKey && second(reply) >= fromSecond) return reply;
            slot = index.next(slot);
        }
        return MISSING;
    }

    void add(RequestCommand request, long timestampNs, long sequence, int epoch, int rowCount) {
        int reply = (int) (((long) oldest + count) % repliesMax);
        int at = reply * LONGS_PER_REPLY;
        replies[at + KEY_HIGH] = request.keyHigh();
        replies[at + KEY_LOW] = request.keyLow();
        replies[at + PRINCIPAL] = request.principal();
        replies[at + BODY_HASH] = request.bodyHash();
        replies[at + SEQUENCE] = sequence;
        replies[at + TIMESTAMP] = timestampNs;
        replies[at + EPOCH_EVENTS_ROWS] = (long) epoch << Integer.SIZE | request.events() << Short.SIZE | rowCount;
        replies[at + FIRST_ROW] = nextRow;
        count++;
        index.add(hashed(request.principal(), request.keyHigh(), request.keyLow()), reply + 1);
    }

    void addRow(int event, int status, long timestampNs) {
        rows[nextRow * LONGS_PER_ROW] = (long) event << Integer.SIZE | status;
        rows[nextRow * LONGS_PER_ROW + 1] = timestampNs;
        nextRow = nextRow + 1 == rowsMax ? 0 : nextRow + 1;
    }

    /** Returns how many rows went with it. */
    int forgetOldest() {
        int reply = oldest;
        index.remove(hashed(principal(reply), keyHigh(reply), keyLow(reply)), reply + 1);
        oldest = oldest + 1 == repliesMax ? 0 : oldest + 1;
        count--;
        return rowCount(reply);
    }

    boolean isOldestBefore(long second) {
        return second(oldest) < second;
    }

    /** The place of the reply that many after the oldest. */
    int place(int after) {
        return (int) (((long) oldest + after) % repliesMax);
    }

    long keyHigh(int reply) {
        return at(reply, KEY_HIGH);
    }

    long keyLow(int reply) {
        return at(reply, KEY_LOW);
    }

    long principal(int reply) {
        return at(reply, PRINCIPAL);
    }

    long bodyHash(int reply) {
        return at(reply, BODY_HASH);
    }

    long sequence(int reply) {
        return at(reply, SEQUENCE);
    }

    long timestampNs(int reply) {
        return at(reply, TIMESTAMP);
    }

    long second(int reply) {
        return timestampNs(reply) / Durations.NS_PER_SECOND;
    }

    int epoch(int reply) {
        return (int) (at(reply, EPOCH_EVENTS_ROWS) >>> Integer.SIZE);
    }

    int events(int reply) {
        return (int) at(reply, EPOCH_EVENTS_ROWS) >>> Short.SIZE;
    }

    int rowCount(int reply) {
        return (int) at(reply, EPOCH_EVENTS_ROWS) & 0xFFFF;
    }

    int event(int reply, int row) {
        return (int) (rows[row(reply, row)] >>> Integer.SIZE);
    }

    int status(int reply, int row) {
        return (int) rows[row(reply, row)];
    }

    long rowTimestampNs(int reply, int row) {
        return rows[row(reply, row) + 1];
    }

    private int row(int reply, int row) {
        return (int) ((at(reply, FIRST_ROW) + row) % rowsMax) * LONGS_PER_ROW;
    }

    private boolean isKey(int reply, long principal, long keyHigh, long keyLow) {
        return keyLow(reply) == keyLow && keyHigh(reply) == keyHigh && principal(reply) == principal;
    }

    private long at(int reply, int field) {
        return replies[reply * LONGS_PER_REPLY + field];
    }

    private long hashed(long principal, long keyHigh, long keyLow) {
        return hash.of(keyHigh ^ principal, keyLow);
    }
}
