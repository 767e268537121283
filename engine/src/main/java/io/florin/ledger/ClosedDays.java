package io.florin.ledger;

/**
 * The last day that was closed, for every ledger together and for single ledgers behind that; sorted by ledger,
 * unsigned. A close of every ledger lies behind all that were closed alone, so it takes their place: the table only
 * holds what differs. Ledger thread only; all memory at construction.
 */
final class ClosedDays {
    /** Stands for every ledger. */
    static final int EVERY_LEDGER = 0;

    /** Ledgers whose days are closed apart from all others'. Whoever has more closes every ledger at once. */
    static final int LEDGERS_MAX = 4_096;

    /** Of a ledger that has not closed a day yet: earlier than any. */
    static final int NONE = 0;

    private final int[] ledgers = new int[LEDGERS_MAX];
    private final int[] dates = new int[LEDGERS_MAX];
    private int count;

    /** As yyyymmdd; of every ledger together the latest that any has closed. */
    int last(int ledger) {
        int last = NONE;
        for (int row = 0; row < count; row++) {
            boolean isMeant = ledger == EVERY_LEDGER || ledgers[row] == EVERY_LEDGER || ledgers[row] == ledger;
            if (isMeant) last = Math.max(last, dates[row]);
        }
        return last;
    }

    boolean hasRoom(int ledger) {
        return ledger == EVERY_LEDGER || count < LEDGERS_MAX || search(ledger) >= 0;
    }

    boolean has(int ledger) {
        return search(ledger) >= 0;
    }

    /** The date lies behind the last one; there is room. */
    void close(int ledger, int date) {
        if (ledger == EVERY_LEDGER) count = 0;
        int at = search(ledger);
        if (at < 0) at = insert(~at, ledger);
        dates[at] = date;
    }

    private int insert(int at, int ledger) {
        System.arraycopy(ledgers, at, ledgers, at + 1, count - at);
        System.arraycopy(dates, at, dates, at + 1, count - at);
        ledgers[at] = ledger;
        count++;
        return at;
    }

    /** Where it is, or the complement of where it would be. */
    private int search(int ledger) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(ledgers[middle], ledger);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    int count() {
        return count;
    }

    int ledger(int row) {
        return ledgers[row];
    }

    int date(int row) {
        return dates[row];
    }
}
