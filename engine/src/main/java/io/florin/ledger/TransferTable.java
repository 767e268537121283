package io.florin.ledger;

/**
 * Rows of everything that is remembered by a transfer's id: transfers, holds, burnt ids. Rows count from 1, so that 0
 * is "none"; a row that was forgotten is used again, the last one first. Row numbers are no part of the state. Ledger
 * thread only; all memory when it grows. 120 bytes a row:
 *
 * <pre>
 *    0 id high       1 id low
 *    2 next in the bucket u32 | place in the expiry queue u32
 *    3 second: the bucket in which it is forgotten
 *    4 code u16 | flags u16 | state u32
 *    5 debit row u32 | credit row u32        6 amount        7 time stamp
 *    8 user data 32 | timeout u32            9 user data 128 high    10 low    11 user data 64
 *   12 pending id high, of a post or void      or: still held, of a hold
 *   13 pending id low                          or: next of its group u32 | first of its group u32;
 *                                                  of the first itself: next u32 | how many follow u32
 *   14 time stamp of the first of its group    of the first itself: when a follower expires, the earliest; 0 never
 * </pre>
 *
 * <p>State: bits 0-2 where a hold stands ({@link PendingStatus}), 3 burnt, 4 a post of all that was held, 5-7 user
 * data equal to the hold's, 8 in a group and not its first, 9-11 how the group was broken, 16-31 the refusal that
 * burnt it. Of a burnt id, user data 128 high is the principal and user data 32 the ledger that the refused event
 * stated.
 */
final class TransferTable {
    static final int NONE = 0;
    static final int ROWS_MAX = 1 << 28;
    static final int LONGS_PER_ROW = 15;

    /** Of a row's words, those that mean the same wherever the row lies: all before the pending id, but 2 and 3. */
    static final int OWN_WORDS = 10;

    static final int IS_ALL_OF_HOLD = 1 << 4;
    static final int HAS_HOLDS_USER_DATA_128 = 1 << 5;
    static final int HAS_HOLDS_USER_DATA_64 = 1 << 6;
    static final int HAS_HOLDS_USER_DATA_32 = 1 << 7;

    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 1;
    private static final int NEXT_PLACE = 2;
    private static final int SECOND = 3;
    private static final int CODE_FLAGS_STATE = 4;
    private static final int ACCOUNTS = 5;
    private static final int AMOUNT = 6;
    private static final int TIMESTAMP = 7;
    private static final int USER_DATA_32_TIMEOUT = 8;
    private static final int USER_DATA_128_HIGH = 9;
    private static final int USER_DATA_128_LOW = 10;
    private static final int USER_DATA_64 = 11;
    private static final int PENDING_ID_HIGH = 12;
    private static final int HELD = PENDING_ID_HIGH;
    private static final int PENDING_ID_LOW = 13;
    private static final int GROUP = PENDING_ID_LOW;
    private static final int GROUP_TIMESTAMP = 14;
    private static final int FOLLOWER_EXPIRES = GROUP_TIMESTAMP;

    private static final int PENDING_STATUS_MASK = 0b111;
    private static final int BURNT = 1 << 3;
    private static final int GROUP_FOLLOWER = 1 << 8;
    private static final int GROUP_BROKEN_SHIFT = 9;
    private static final int BURNT_BY_SHIFT = 16;

    private static final long U16 = 0xFFFFL;
    private static final long U32 = 0xFFFFFFFFL;

    private final RowStore rows = new RowStore(LONGS_PER_ROW, 0);
    private int unused = 1;
    private int released = NONE;
    private int free;

    /** To so many rows beside row 0. */
    void growTo(int rowsMax) {
        int before = Math.max(rows.rows() - 1, 0);
        rows.growTo(rowsMax + 1);
        free += Math.max(rowsMax - before, 0);
    }

    // Taking and releasing rows.

    int freeRows() {
        return free;
    }

    /** A row, whose old content its user overwrites. */
    int take() {
        Belief.require(free > 0, "a transfer that was let in has a row");
        free--;
        if (released == NONE) return unused++;
        int row = released;
        released = next(row);
        return row;
    }

    void release(int row) {
        put(row, CODE_FLAGS_STATE, 0);
        next(row, released);
        released = row;
        free++;
    }

    /** Every row below this was used at least once. */
    int unusedFrom() {
        return unused;
    }

    // Filling.

    void identity(int row, long idHigh, long idLow, long timestampNs, long second) {
        long[] zone = rows.zone(row);
        int at = rows.at(row);
        zone[at + ID_HIGH] = idHigh;
        zone[at + ID_LOW] = idLow;
        zone[at + TIMESTAMP] = timestampNs;
        zone[at + SECOND] = second;
        zone[at + NEXT_PLACE] = 0;
        zone[at + PENDING_ID_HIGH] = 0;
        zone[at + PENDING_ID_LOW] = 0;
        zone[at + GROUP_TIMESTAMP] = 0;
    }

    void sides(int row, int debit, int credit, long amountMinor) {
        long[] zone = rows.zone(row);
        int at = rows.at(row);
        zone[at + ACCOUNTS] = (long) debit << Integer.SIZE | credit;
        zone[at + AMOUNT] = amountMinor;
    }

    void userData(int row, long data128High, long data128Low, long data64, int data32, int timeoutSeconds) {
        long[] zone = rows.zone(row);
        int at = rows.at(row);
        zone[at + USER_DATA_128_HIGH] = data128High;
        zone[at + USER_DATA_128_LOW] = data128Low;
        zone[at + USER_DATA_64] = data64;
        zone[at + USER_DATA_32_TIMEOUT] = (long) data32 << Integer.SIZE | (timeoutSeconds & U32);
    }

    void kind(int row, int code, int flags, int state) {
        put(row, CODE_FLAGS_STATE, (code & U16) << 48 | (flags & U16) << Integer.SIZE | (state & U32));
    }

    void pendingId(int row, long idHigh, long idLow) {
        put(row, PENDING_ID_HIGH, idHigh);
        put(row, PENDING_ID_LOW, idLow);
    }

    void burnt(int row, int status) {
        kind(row, 0, 0, BURNT | status << BURNT_BY_SHIFT);
    }

    // Holds.

    int pendingStatus(int row) {
        return state(row) & PENDING_STATUS_MASK;
    }

    void pendingStatus(int row, int status) {
        state(row, (state(row) & ~PENDING_STATUS_MASK) | status);
    }

    boolean isUnresolved(int row) {
        return pendingStatus(row) == PendingStatus.PENDING;
    }

    /** What is still held, minor units; of a resolved hold, what its resolution took. */
    long heldMinor(int row) {
        return at(row, HELD);
    }

    void heldMinor(int row, long amountMinor) {
        put(row, HELD, amountMinor);
    }

    /** When it expires, ns since the epoch; only of a hold with a timeout. */
    long expiresAtNs(int row) {
        return timestampNs(row) + Durations.secondsAsNs(timeoutSeconds(row));
    }

    int placeInQueue(int row) {
        return (int) at(row, NEXT_PLACE);
    }

    void placeInQueue(int row, int place) {
        long[] zone = rows.zone(row);
        int at = rows.at(row);
        zone[at + NEXT_PLACE] = (zone[at + NEXT_PLACE] & ~U32) | place;
    }

    // Groups: the holds of one chain, linked from its first.

    int nextOfGroup(int row) {
        return (int) (at(row, GROUP) >>> Integer.SIZE);
    }

    void nextOfGroup(int row, int next) {
        put(row, GROUP, (long) next << Integer.SIZE | (at(row, GROUP) & U32));
    }

    boolean isFollower(int row) {
        return (state(row) & GROUP_FOLLOWER) != 0;
    }

    void follow(int row, int first) {
        put(row, GROUP, (at(row, GROUP) & ~U32) | first);
        put(row, GROUP_TIMESTAMP, timestampNs(first));
        state(row, state(row) | GROUP_FOLLOWER);
    }

    /** What the first knows of those that follow it: one more of them now. */
    void addFollower(int first, int follower) {
        put(first, GROUP, at(first, GROUP) + 1);
        if (timeoutSeconds(follower) == 0) return;
        long earliest = followerExpiresNs(first);
        long expiresAt = expiresAtNs(follower);
        if (earliest == 0 || expiresAt < earliest) put(first, FOLLOWER_EXPIRES, expiresAt);
    }

    void removeFollower(int first, long followerExpiresNsBefore) {
        put(first, GROUP, at(first, GROUP) - 1);
        put(first, FOLLOWER_EXPIRES, followerExpiresNsBefore);
    }

    /** When the first of those that follow it expires, ns since the epoch; 0 if none ever does. */
    long followerExpiresNs(int first) {
        return at(first, FOLLOWER_EXPIRES);
    }

    /** Holds in the group of this first one, itself included. */
    int legs(int first) {
        return (int) at(first, GROUP) + 1;
    }

    /** After reading a state, rows in the order of their creation: what first and follower know of each other. */
    void noteFirst(int row) {
        int first = (int) at(row, GROUP);
        if (!isUnresolved(row) || !isFollower(row) || first == NONE) return;
        put(row, GROUP_TIMESTAMP, timestampNs(first));
        addFollower(first, row);
    }

    /**
     * The first of its group while that is unresolved, else none: a row may be another's by now, a time stamp never.
     */
    int unresolvedFirst(int follower) {
        int first = (int) at(follower, GROUP);
        boolean isFirst = first != NONE && timestampNs(first) == at(follower, GROUP_TIMESTAMP);
        return isFirst && isUnresolved(first) ? first : NONE;
    }

    /** How the first of the group's holds was resolved that was resolved alone; none while the group is whole. */
    int groupBrokenBy(int first) {
        return state(first) >>> GROUP_BROKEN_SHIFT & PENDING_STATUS_MASK;
    }

    void groupBrokenBy(int first, int status) {
        int without = state(first) & ~(PENDING_STATUS_MASK << GROUP_BROKEN_SHIFT);
        state(first, without | status << GROUP_BROKEN_SHIFT);
    }

    // Lists.

    int next(int row) {
        return (int) (at(row, NEXT_PLACE) >>> Integer.SIZE);
    }

    void next(int row, int next) {
        long[] zone = rows.zone(row);
        int at = rows.at(row);
        zone[at + NEXT_PLACE] = (long) next << Integer.SIZE | (zone[at + NEXT_PLACE] & U32);
    }

    long second(int row) {
        return at(row, SECOND);
    }

    void second(int row, long second) {
        put(row, SECOND, second);
    }

    /** One of the {@link #OWN_WORDS} as it lies. */
    long word(int row, int word) {
        return at(row, word <= ID_LOW ? word : word + 2);
    }

    void word(int row, int word, long value) {
        put(row, word <= ID_LOW ? word : word + 2, value);
    }

    // Fields.

    boolean isId(int row, long idHigh, long idLow) {
        long[] zone = rows.zone(row);
        int at = rows.at(row);
        return zone[at + ID_LOW] == idLow && zone[at + ID_HIGH] == idHigh;
    }

    long idHigh(int row) {
        return at(row, ID_HIGH);
    }

    long idLow(int row) {
        return at(row, ID_LOW);
    }

    int debit(int row) {
        return (int) (at(row, ACCOUNTS) >>> Integer.SIZE);
    }

    int credit(int row) {
        return (int) at(row, ACCOUNTS);
    }

    long amountMinor(int row) {
        return at(row, AMOUNT);
    }

    long timestampNs(int row) {
        return at(row, TIMESTAMP);
    }

    long userData128High(int row) {
        return at(row, USER_DATA_128_HIGH);
    }

    long userData128Low(int row) {
        return at(row, USER_DATA_128_LOW);
    }

    long userData64(int row) {
        return at(row, USER_DATA_64);
    }

    int userData32(int row) {
        return (int) (at(row, USER_DATA_32_TIMEOUT) >>> Integer.SIZE);
    }

    int timeoutSeconds(int row) {
        return (int) at(row, USER_DATA_32_TIMEOUT);
    }

    int code(int row) {
        return (int) (at(row, CODE_FLAGS_STATE) >>> 48);
    }

    int flags(int row) {
        return (int) (at(row, CODE_FLAGS_STATE) >>> Integer.SIZE & U16);
    }

    int state(int row) {
        return (int) at(row, CODE_FLAGS_STATE);
    }

    boolean isBurnt(int row) {
        return (state(row) & BURNT) != 0;
    }

    int burntBy(int row) {
        return state(row) >>> BURNT_BY_SHIFT;
    }

    /** Of a hold neither: those words say how much is held, and who is in its group. */
    long pendingIdHigh(int row) {
        return pendingStatus(row) == PendingStatus.NONE ? at(row, PENDING_ID_HIGH) : 0;
    }

    long pendingIdLow(int row) {
        return pendingStatus(row) == PendingStatus.NONE ? at(row, PENDING_ID_LOW) : 0;
    }

    long memoryBytes() {
        return rows.memoryBytes();
    }

    private void state(int row, int state) {
        long[] zone = rows.zone(row);
        int at = rows.at(row);
        zone[at + CODE_FLAGS_STATE] = (zone[at + CODE_FLAGS_STATE] & ~U32) | (state & U32);
    }

    private long at(int row, int field) {
        return rows.zone(row)[rows.at(row) + field];
    }

    private void put(int row, int field, long value) {
        rows.zone(row)[rows.at(row) + field] = value;
    }
}
