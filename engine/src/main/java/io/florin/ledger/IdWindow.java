package io.florin.ledger;

/**
 * What is remembered, and what may be forgotten first (LEDGER.md, section 7). Rows that are resolved lie in buckets
 * of one second: of their id's time, or with policy {@code any} of their arrival. Buckets leave whole and oldest
 * first, for one of two reasons: the bucket lies wholly behind the window, or a row is needed. The low-water mark is
 * the end of the last bucket that left. Holds that are unresolved lie in no bucket and never leave; one that is
 * resolved below the mark leaves at once.
 *
 * <p>Leaving costs as much as moving the mark: from then on a row is not {@link #remembers remembered}, whatever
 * memory it still occupies. The rows themselves are taken back later, as many as a request needs ({@link
 * #takeForgotten}), so that a broken chain can bring a bucket back that it pushed out.
 *
 * <p>Ledger thread only; allocates when the window grows only.
 */
final class IdWindow {
    static final long WINDOW_NS_MIN = Durations.NS_PER_SECOND;
    static final long WINDOW_NS_MAX = 31 * 86_400 * Durations.NS_PER_SECOND;
    static final long FUTURE_MS_MAX = 300_000;

    private static final int SLACK_SECONDS = 4;
    private static final int ID_TIME_SHIFT = 16;

    private final TransferTable transfers;

    private boolean isTimeOrdered = true;
    private long windowNs;
    private int rowsMax;

    /** By second, a ring: first and last row of each bucket, and how many. */
    private int[] heads = new int[1];

    private int[] tails = new int[1];
    private int[] counts = new int[1];

    private long markSecond;
    private long agedSecond;
    private long evictedSecond;
    private long ageAgainAtNs = Long.MIN_VALUE;
    private long oldestSecond; // no bucket from the mark up to here holds a row
    private long detachedSecond; // buckets below were handed to the forgotten

    private int unresolved;
    private int resolved; // in buckets from the mark on

    private int forgottenHead = TransferTable.NONE;
    private int forgottenTail = TransferTable.NONE;
    private int forgottenLate = TransferTable.NONE; // holds resolved below the mark, the last one first

    IdWindow(TransferTable transfers) {
        this.transfers = transfers;
    }

    // Settings that are journaled.

    void isTimeOrdered(boolean isOrdered) {
        isTimeOrdered = isOrdered;
    }

    void capacity(int remembered) {
        rowsMax = remembered;
    }

    /** A window grows only; what has left does not come back. */
    void windowNs(long ns) {
        long seconds = ns / Durations.NS_PER_SECOND + FUTURE_MS_MAX / Durations.MS_PER_SECOND + SLACK_SECONDS;
        int ring = Integer.highestOneBit((int) seconds) << 1;
        if (ring > heads.length) relay(ring);
        windowNs = ns;
        ageAgainAtNs = Long.MIN_VALUE;
    }

    private void relay(int ring) {
        int[] headsBefore = heads;
        int[] tailsBefore = tails;
        int[] countsBefore = counts;
        heads = new int[ring];
        tails = new int[ring];
        counts = new int[ring];
        for (long second = detachedSecond; second < detachedSecond + headsBefore.length; second++) {
            int before = (int) (second & headsBefore.length - 1);
            heads[bucket(second)] = headsBefore[before];
            tails[bucket(second)] = tailsBefore[before];
            counts[bucket(second)] = countsBefore[before];
        }
    }

    // Time.

    /** The mark follows the time; anything that is decided at this time is decided behind it. */
    void advance(long timestampNs) {
        if (timestampNs < ageAgainAtNs) return;
        agedSecond = Math.max(agedSecond, Math.floorDiv(timestampNs - windowNs, Durations.NS_PER_SECOND));
        ageAgainAtNs = (agedSecond + 1) * Durations.NS_PER_SECOND + windowNs;
        moveMark(Math.max(agedSecond, evictedSecond));
    }

    /** Between requests: buckets below the mark are never coming back, their rows are free for the taking. */
    void detach() {
        long end = Math.min(markSecond, detachedSecond + heads.length);
        for (long second = detachedSecond; second < end; second++) {
            int bucket = bucket(second);
            if (heads[bucket] == TransferTable.NONE) continue;
            if (forgottenHead == TransferTable.NONE) forgottenHead = heads[bucket];
            else transfers.next(forgottenTail, heads[bucket]);
            forgottenTail = tails[bucket];
            heads[bucket] = TransferTable.NONE;
            counts[bucket] = 0;
        }
        detachedSecond = markSecond;
    }

    /** A row that is remembered no more, or none. The caller takes it out of the index before it uses it again. */
    int takeForgotten() {
        if (forgottenLate != TransferTable.NONE) {
            int row = forgottenLate;
            forgottenLate = transfers.next(row);
            return row;
        }
        int row = forgottenHead;
        if (row != TransferTable.NONE) {
            forgottenHead = row == forgottenTail ? TransferTable.NONE : transfers.next(row);
        }
        return row;
    }

    // Asking.

    boolean isTooOld(long idHigh) {
        return isTimeOrdered && idSecond(idHigh) < markSecond;
    }

    boolean isInFuture(long idHigh, long timestampNs) {
        return isTimeOrdered && idHigh >>> ID_TIME_SHIFT > timestampNs / Durations.NS_PER_MS + FUTURE_MS_MAX;
    }

    /** The bucket of an id that arrives now. */
    long second(long idHigh, long timestampNs) {
        return isTimeOrdered ? idSecond(idHigh) : timestampNs / Durations.NS_PER_SECOND;
    }

    boolean remembers(int row) {
        return transfers.isUnresolved(row) || transfers.second(row) >= markSecond;
    }

    int remembered() {
        return unresolved + resolved;
    }

    int unresolved() {
        return unresolved;
    }

    long markSecond() {
        return markSecond;
    }

    /** Where the mark would be if it followed the time alone. */
    long agedSecond() {
        return agedSecond;
    }

    // Making room.

    /** Whether a row of this bucket can be added: there is room, or something older may be forgotten for it. */
    boolean hasRoom(long second) {
        return remembered() < rowsMax || oldest() < second;
    }

    /** The same, once this hold is resolved. */
    boolean hasRoomResolving(int hold, long second) {
        return hasRoom(second) || transfers.second(hold) < second;
    }

    /** Makes the room that there is. Returns whether a bucket had to leave. */
    boolean makeRoom() {
        if (remembered() < rowsMax) return false;
        evictedSecond = oldest() + 1;
        moveMark(evictedSecond);
        return true;
    }

    long evictedSecond() {
        return evictedSecond;
    }

    /** Brings the buckets back that left for want of room since the mark of evictions stood there. */
    void bringBack(long evictedSecondBefore) {
        evictedSecond = evictedSecondBefore;
        moveMark(Math.max(agedSecond, evictedSecondBefore));
    }

    /** The second of the oldest bucket that holds a row; behind all seconds if none does. */
    private long oldest() {
        if (resolved == 0) return Long.MAX_VALUE;
        while (counts[bucket(oldestSecond)] == 0) oldestSecond++;
        return oldestSecond;
    }

    private void moveMark(long second) {
        long end = Math.min(second, detachedSecond + heads.length);
        for (long passed = markSecond; passed < end; passed++) resolved -= counts[bucket(passed)];
        for (long back = second; back < markSecond; back++) resolved += counts[bucket(back)];
        oldestSecond = second < markSecond ? second : Math.max(oldestSecond, second);
        markSecond = second;
    }

    // Rows come and go.

    void addUnresolved() {
        unresolved++;
    }

    void removeUnresolved() {
        unresolved--;
    }

    /** A row that is resolved from the start, or now. */
    void addResolved(int row) {
        long second = transfers.second(row);
        if (second < detachedSecond) {
            transfers.next(row, forgottenLate);
            forgottenLate = row;
            return;
        }
        int bucket = bucket(second);
        if (heads[bucket] == TransferTable.NONE) tails[bucket] = row;
        transfers.next(row, heads[bucket]);
        heads[bucket] = row;
        counts[bucket]++;
        if (second >= markSecond) {
            resolved++;
            oldestSecond = Math.min(oldestSecond, second);
        }
    }

    /** Takes back the row that was added last to this row's bucket. */
    void removeResolved(int row) {
        long second = transfers.second(row);
        if (second < detachedSecond) {
            forgottenLate = transfers.next(forgottenLate);
            return;
        }
        int bucket = bucket(second);
        heads[bucket] = transfers.next(heads[bucket]);
        counts[bucket]--;
        if (second >= markSecond) resolved--;
    }

    // For whoever writes the state: buckets in order, and the rows of each from the one added last.

    int count(long second) {
        return counts[bucket(second)];
    }

    int lastAdded(long second) {
        return heads[bucket(second)];
    }

    /** Before anything is remembered. */
    void restore(long mark, long aged) {
        markSecond = mark;
        agedSecond = aged;
        evictedSecond = mark;
        oldestSecond = mark;
        detachedSecond = mark;
        ageAgainAtNs = Long.MIN_VALUE;
    }

    long memoryBytes() {
        return 3L * heads.length * Integer.BYTES;
    }

    private int bucket(long second) {
        return (int) (second & heads.length - 1);
    }

    private static long idSecond(long idHigh) {
        return (idHigh >>> ID_TIME_SHIFT) / Durations.MS_PER_SECOND;
    }
}
