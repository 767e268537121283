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
    private static final long NEVER = Long.MAX_VALUE;

    private final TransferTable transfers;

    private boolean isTimeOrdered = true;
    private long windowNs;
    private int rowsMax;

    /** By second, a ring: first and last row of each bucket, and how many. */
    private int[] heads = new int[1];

    private int[] tails = new int[1];
    private int[] counts = new int[1];

    /** Buckets that hold a row: a window of weeks has millions of seconds, and few of them may be. */
    private BucketSet occupied = new BucketSet(1);

    private long markSecond;
    private long agedSecond;
    private long evictedSecond;
    private long ageAgainAtNs = Long.MIN_VALUE;
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
        occupied = new BucketSet(ring);
        for (long second = detachedSecond; second < detachedSecond + headsBefore.length; second++) {
            int before = (int) (second & headsBefore.length - 1);
            heads[bucket(second)] = headsBefore[before];
            tails[bucket(second)] = tailsBefore[before];
            counts[bucket(second)] = countsBefore[before];
            if (countsBefore[before] != 0) occupied.add(bucket(second));
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
        if (detachedSecond == markSecond) return;
        for (long second = occupied(detachedSecond); second < markSecond; second = occupied(second + 1)) {
            int bucket = bucket(second);
            if (forgottenHead == TransferTable.NONE) forgottenHead = heads[bucket];
            else transfers.next(forgottenTail, heads[bucket]);
            forgottenTail = tails[bucket];
            heads[bucket] = TransferTable.NONE;
            counts[bucket] = 0;
            occupied.remove(bucket);
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
        return resolved == 0 ? NEVER : occupied(markSecond);
    }

    /** Costs as much as buckets that hold a row are passed, however many seconds that is. */
    private void moveMark(long second) {
        for (long passed = occupied(markSecond); passed < second; passed = occupied(passed + 1)) {
            resolved -= counts[bucket(passed)];
        }
        for (long back = occupied(second); back < markSecond; back = occupied(back + 1)) {
            resolved += counts[bucket(back)];
        }
        markSecond = second;
    }

    /** The first second from this one on whose bucket holds a row; behind all seconds if none does. */
    private long occupied(long second) {
        long end = detachedSecond + heads.length;
        if (second >= end) return NEVER;
        int from = bucket(second);
        int found = occupied.next(from);
        if (found == BucketSet.NONE) found = occupied.next(0); // the ring goes on at its beginning
        if (found == BucketSet.NONE) return NEVER;
        long at = second + (found - from & heads.length - 1);
        return at < end ? at : NEVER;
    }

    /** Words looked at in search of seconds so far. */
    long looks() {
        return occupied.looks();
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
        if (counts[bucket]++ == 0) occupied.add(bucket);
        if (second >= markSecond) resolved++;
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
        if (--counts[bucket] == 0) occupied.remove(bucket);
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
        detachedSecond = mark;
        ageAgainAtNs = Long.MIN_VALUE;
    }

    long memoryBytes() {
        return 3L * heads.length * Integer.BYTES + occupied.memoryBytes();
    }

    private int bucket(long second) {
        return (int) (second & heads.length - 1);
    }

    private static long idSecond(long idHigh) {
        return (idHigh >>> ID_TIME_SHIFT) / Durations.MS_PER_SECOND;
    }
}
