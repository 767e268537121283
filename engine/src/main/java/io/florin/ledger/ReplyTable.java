package io.florin.ledger;

import java.util.Arrays;

/**
 * Replies by request key, oldest first: the same request sent again hears the same. Kept for the window, and beyond the
 * capacity the oldest leave first. Keys of different principals never meet. Of a reply only results that are not
 * {@code created} have a row, as on the wire.
 *
 * <p>A table that grows takes a ring of the whole new size; what the old ring holds is answered from there until it
 * leaves. Ledger thread only; allocates when it grows only.
 */
final class ReplyTable {
    static final int REPLIES_MAX = 1 << 26;
    static final int ROWS_MAX = 1 << 27;

    private static final int AGED_PER_REQUEST = 8;

    private final IdHash hash;
    private ReplyRing[] rings = new ReplyRing[0];
    private int repliesMax;
    private int rowsMax;
    private int replies;
    private int rows;
    private long markSecond;

    /** What was found last. */
    private int foundRing;

    private int foundSlot;

    ReplyTable(IdHash hash) {
        this.hash = hash;
    }

    void growTo(int newRepliesMax, int newRowsMax) {
        if (newRepliesMax == repliesMax && newRowsMax == rowsMax) return;
        repliesMax = newRepliesMax;
        rowsMax = newRowsMax;
        int kept = 0;
        for (ReplyRing ring : rings) {
            if (ring.replies() > 0) rings[kept++] = ring;
        }
        rings = Arrays.copyOf(rings, kept + 1);
        rings[kept] = new ReplyRing(hash, newRepliesMax, newRowsMax);
    }

    /** Replies of seconds below are forgotten; a few of them leave at once. */
    void age(long second) {
        markSecond = second;
        for (int i = 0; i < AGED_PER_REQUEST && replies > 0; i++) {
            if (!oldest().isOldestBefore(markSecond)) return;
            forgetOldest();
        }
    }

    /** Whether this principal has used the key; then the accessors tell the reply. */
    boolean find(long principal, long keyHigh, long keyLow) {
        for (int i = 0; i < rings.length; i++) {
            int slot = rings[i].find(principal, keyHigh, keyLow, markSecond);
            if (slot != ReplyRing.MISSING) {
                foundRing = i;
                foundSlot = slot;
                return true;
            }
        }
        return false;
    }

    /** Stores a reply whose rows follow; nothing if so many rows can never be kept. */
    boolean store(RequestCommand request, long timestampNs, long sequence, int epoch, int rowCount) {
        if (repliesMax == 0 || rowCount > rowsMax) return false;
        while (replies == repliesMax || rows + rowCount > rowsMax) forgetOldest();
        rings[rings.length - 1].add(request, timestampNs, sequence, epoch, rowCount);
        replies++;
        rows += rowCount;
        return true;
    }

    /** The next row of the reply that is being stored. */
    void storeRow(int event, int status, long timestampNs) {
        rings[rings.length - 1].addRow(event, status, timestampNs);
    }

    // Of the reply found last.

    long bodyHash() {
        return rings[foundRing].bodyHash(foundSlot);
    }

    long sequence() {
        return rings[foundRing].sequence(foundSlot);
    }

    /** In which it was given. */
    int epoch() {
        return rings[foundRing].epoch(foundSlot);
    }

    long timestampNs() {
        return rings[foundRing].timestampNs(foundSlot);
    }

    int events() {
        return rings[foundRing].events(foundSlot);
    }

    int rowCount() {
        return rings[foundRing].rowCount(foundSlot);
    }

    int event(int row) {
        return rings[foundRing].event(foundSlot, row);
    }

    int status(int row) {
        return rings[foundRing].status(foundSlot, row);
    }

    long rowTimestampNs(int row) {
        return rings[foundRing].rowTimestampNs(foundSlot, row);
    }

    private ReplyRing oldest() {
        int ring = 0;
        while (rings[ring].replies() == 0) ring++;
        return rings[ring];
    }

    private void forgetOldest() {
        rows -= oldest().forgetOldest();
        replies--;
    }

    /** How many are not older than the window. */
    int remembered() {
        int remembered = 0;
        for (ReplyRing ring : rings) {
            for (int after = 0; after < ring.replies(); after++) {
                if (ring.second(ring.place(after)) >= markSecond) remembered++;
            }
        }
        return remembered;
    }

    int ringCount() {
        return rings.length;
    }

    ReplyRing ring(int ring) {
        return rings[ring];
    }

    long markSecond() {
        return markSecond;
    }
}
