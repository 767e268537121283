package io.florin.ledger;

/**
 * All accounts, dense rows in the order of their creation; row numbers are part of the state. Ledger thread only; all
 * memory when it grows.
 *
 * <p>The hot part of an account is eight longs, one cache line where the collector aligns large arrays (G1 does):
 *
 * <pre>
 *   0 debits pending    1 debits posted     2 credits pending   3 credits posted
 *   4 debit allowance   5 credit allowance
 *   6 ledger u32 | code u16 | flags u16     7 limits version u32 | frozen u16 | reason u16
 * </pre>
 *
 * <p>The cold part is five: user data 128 (2), user data 64, user data 32 | index slot, time stamp. The id is in the
 * index. All in, 152 bytes an account.
 */
final class AccountTable {
    static final int MISSING = -1;
    static final int ROWS_MAX = 1 << 28;

    static final int FROZEN_DEBITS = 1;
    static final int FROZEN_CREDITS = 1 << 1;

    static final int HOT_LONGS = 8;

    private static final int HOT_PAD = 6; // behind an array's header of 16 bytes: the first row is a line of its own
    private static final int DEBITS_PENDING = 0;
    private static final int DEBITS_POSTED = 1;
    private static final int CREDITS_PENDING = 2;
    private static final int CREDITS_POSTED = 3;
    private static final int DEBIT_ALLOWANCE = 4;
    private static final int CREDIT_ALLOWANCE = 5;
    private static final int LEDGER_CODE_FLAGS = 6;
    private static final int VERSION_FROZEN_REASON = 7;

    private static final int COLD_LONGS = 5;
    private static final int USER_DATA_128_HIGH = 0;
    private static final int USER_DATA_128_LOW = 1;
    private static final int USER_DATA_64 = 2;
    private static final int USER_DATA_32_SLOT = 3;
    private static final int TIMESTAMP = 4;

    private static final long U16 = 0xFFFFL;
    private static final long U32 = 0xFFFFFFFFL;

    private final RowStore hot = new RowStore(HOT_LONGS, HOT_PAD);
    private final RowStore cold = new RowStore(COLD_LONGS, 0);
    private final AccountIndex index;
    private int count;
    private long lastTimestampNs;

    AccountTable(IdHash hash) {
        this.index = new AccountIndex(hash);
    }

    void growTo(int rowsMax) {
        hot.growTo(rowsMax);
        cold.growTo(rowsMax);
        index.growTo(rowsMax);
    }

    // Finding.

    int find(long idHigh, long idLow) {
        return index.find(idHigh, idLow);
    }

    int find(long hashed, long idHigh, long idLow) {
        return index.find(hashed, idHigh, idLow);
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == hot.rows();
    }

    /** Of the account that was created last; imports may not fall behind it. */
    long lastTimestampNs() {
        return lastTimestampNs;
    }

    void lastTimestampNs(long timestampNs) {
        lastTimestampNs = timestampNs;
    }

    // Creating.

    /** A new account with balances of zero. */
    int add(AccountCommand account, long timestampNs) {
        int row = add(account.idHigh(), account.idLow(), timestampNs);
        setUserData(
                row, account.userData128High(), account.userData128Low(), account.userData64(), account.userData32());
        setIdentity(row, account.ledger(), account.code(), account.flags());
        return row;
    }

    /** The bare row; the caller fills it. */
    int add(long idHigh, long idLow, long timestampNs) {
        int row = count++;
        int slot = index.add(idHigh, idLow, row);
        cold.zone(row)[cold.at(row) + USER_DATA_32_SLOT] = slot & U32;
        cold.zone(row)[cold.at(row) + TIMESTAMP] = timestampNs;
        lastTimestampNs = timestampNs;
        return row;
    }

    void setUserData(int row, long data128High, long data128Low, long data64, int data32) {
        long[] zone = cold.zone(row);
        int at = cold.at(row);
        zone[at + USER_DATA_128_HIGH] = data128High;
        zone[at + USER_DATA_128_LOW] = data128Low;
        zone[at + USER_DATA_64] = data64;
        zone[at + USER_DATA_32_SLOT] = (long) data32 << Integer.SIZE | (zone[at + USER_DATA_32_SLOT] & U32);
    }

    void setIdentity(int row, int ledger, int code, int flags) {
        putHot(row, LEDGER_CODE_FLAGS, (long) ledger << Integer.SIZE | (code & U16) << Short.SIZE | (flags & U16));
    }

    /** Takes back the account that was created last, which has moved nothing. */
    void removeLast(long timestampNsBefore) {
        int row = --count;
        index.removeLast(slot(row));
        lastTimestampNs = timestampNsBefore;
    }

    // Moving.

    void post(int debit, int credit, long amountMinor) {
        hot.zone(debit)[hot.at(debit) + DEBITS_POSTED] += amountMinor;
        hot.zone(credit)[hot.at(credit) + CREDITS_POSTED] += amountMinor;
    }

    void hold(int debit, int credit, long amountMinor) {
        hot.zone(debit)[hot.at(debit) + DEBITS_PENDING] += amountMinor;
        hot.zone(credit)[hot.at(credit) + CREDITS_PENDING] += amountMinor;
    }

    void unpost(int debit, int credit, long amountMinor) {
        post(debit, credit, -amountMinor);
    }

    void release(int debit, int credit, long amountMinor) {
        hold(debit, credit, -amountMinor);
    }

    void close(int row) {
        hot.zone(row)[hot.at(row) + LEDGER_CODE_FLAGS] |= AccountFlags.CLOSED;
    }

    void reopen(int row) {
        hot.zone(row)[hot.at(row) + LEDGER_CODE_FLAGS] &= ~(long) AccountFlags.CLOSED;
    }

    /** Sets both allowances and counts the version up. */
    void limits(int row, long debitAllowanceMinor, long creditAllowanceMinor, int version) {
        putHot(row, DEBIT_ALLOWANCE, debitAllowanceMinor);
        putHot(row, CREDIT_ALLOWANCE, creditAllowanceMinor);
        putHot(row, VERSION_FROZEN_REASON, (long) version << Integer.SIZE | (hot(row, VERSION_FROZEN_REASON) & U32));
    }

    void status(int row, int frozen, int reason) {
        long version = hot(row, VERSION_FROZEN_REASON) >>> Integer.SIZE << Integer.SIZE;
        putHot(row, VERSION_FROZEN_REASON, version | (frozen & U16) << Short.SIZE | (reason & U16));
    }

    // Asking. Sums of pending and posted never wrap: the overflow rungs see to it.

    /** Whether a debit of this amount would go beyond credits and allowance, if this account has that limit. */
    boolean exceedsCredits(int row, long amountMinor) {
        long[] zone = hot.zone(row);
        int at = hot.at(row);
        if ((zone[at + LEDGER_CODE_FLAGS] & AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS) == 0) return false;
        long limitMinor = zone[at + CREDITS_POSTED] + zone[at + DEBIT_ALLOWANCE];
        if (limitMinor < 0) return false; // the limit alone is beyond what a balance can hold
        return zone[at + DEBITS_PENDING] + zone[at + DEBITS_POSTED] + amountMinor > limitMinor;
    }

    boolean exceedsDebits(int row, long amountMinor) {
        long[] zone = hot.zone(row);
        int at = hot.at(row);
        if ((zone[at + LEDGER_CODE_FLAGS] & AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS) == 0) return false;
        long limitMinor = zone[at + DEBITS_POSTED] + zone[at + CREDIT_ALLOWANCE];
        if (limitMinor < 0) return false;
        return zone[at + CREDITS_PENDING] + zone[at + CREDITS_POSTED] + amountMinor > limitMinor;
    }

    /** What credits leave for debits: allowances do not count. */
    long creditsLeftMinor(int row) {
        return Math.max(0, creditsPostedMinor(row) - debitsPostedMinor(row) - debitsPendingMinor(row));
    }

    long debitsLeftMinor(int row) {
        return Math.max(0, debitsPostedMinor(row) - creditsPostedMinor(row) - creditsPendingMinor(row));
    }

    boolean isId(int row, long idHigh, long idLow) {
        return idLow(row) == idLow && idHigh(row) == idHigh;
    }

    boolean isClosed(int row) {
        return (hot(row, LEDGER_CODE_FLAGS) & AccountFlags.CLOSED) != 0;
    }

    boolean isFrozen(int row, int side) {
        return (frozen(row) & side) != 0;
    }

    // Fields.

    long idHigh(int row) {
        return index.idHigh(slot(row));
    }

    long idLow(int row) {
        return index.idLow(slot(row));
    }

    long debitsPendingMinor(int row) {
        return hot(row, DEBITS_PENDING);
    }

    long debitsPostedMinor(int row) {
        return hot(row, DEBITS_POSTED);
    }

    long creditsPendingMinor(int row) {
        return hot(row, CREDITS_PENDING);
    }

    long creditsPostedMinor(int row) {
        return hot(row, CREDITS_POSTED);
    }

    long debitAllowanceMinor(int row) {
        return hot(row, DEBIT_ALLOWANCE);
    }

    long creditAllowanceMinor(int row) {
        return hot(row, CREDIT_ALLOWANCE);
    }

    int ledger(int row) {
        return (int) (hot(row, LEDGER_CODE_FLAGS) >>> Integer.SIZE);
    }

    int code(int row) {
        return (int) (hot(row, LEDGER_CODE_FLAGS) >>> Short.SIZE & U16);
    }

    int flags(int row) {
        return (int) (hot(row, LEDGER_CODE_FLAGS) & U16);
    }

    int limitsVersion(int row) {
        return (int) (hot(row, VERSION_FROZEN_REASON) >>> Integer.SIZE);
    }

    int frozen(int row) {
        return (int) (hot(row, VERSION_FROZEN_REASON) >>> Short.SIZE & U16);
    }

    int reason(int row) {
        return (int) (hot(row, VERSION_FROZEN_REASON) & U16);
    }

    /** A word of the hot part as it lies. */
    long hotWord(int row, int word) {
        return hot(row, word);
    }

    void hotWord(int row, int word, long value) {
        putHot(row, word, value);
    }

    long userData128High(int row) {
        return cold(row, USER_DATA_128_HIGH);
    }

    long userData128Low(int row) {
        return cold(row, USER_DATA_128_LOW);
    }

    long userData64(int row) {
        return cold(row, USER_DATA_64);
    }

    int userData32(int row) {
        return (int) (cold(row, USER_DATA_32_SLOT) >>> Integer.SIZE);
    }

    long timestampNs(int row) {
        return cold(row, TIMESTAMP);
    }

    long memoryBytes() {
        return hot.memoryBytes() + cold.memoryBytes() + index.memoryBytes();
    }

    /** Something of the places where the searches for ids of these hashes begin. */
    long touchPlaces(long[] hashes, int count) {
        return index.touch(hashes, count);
    }

    /** Something of each of these rows, of which some may be missing. */
    long touchRows(int[] rows, int count) {
        long touched = 0;
        for (int i = 0; i < count; i++) {
            if (rows[i] != MISSING) touched += hot(rows[i], LEDGER_CODE_FLAGS);
        }
        return touched;
    }

    private long hot(int row, int field) {
        return hot.zone(row)[hot.at(row) + field];
    }

    private void putHot(int row, int field, long value) {
        hot.zone(row)[hot.at(row) + field] = value;
    }

    private long cold(int row, int field) {
        return cold.zone(row)[cold.at(row) + field];
    }

    private int slot(int row) {
        return (int) cold(row, USER_DATA_32_SLOT);
    }
}
