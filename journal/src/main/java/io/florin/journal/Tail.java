package io.florin.journal;

/**
 * Where a journal ends, as a scan found it: what the next life continues from.
 *
 * @param sequence of the last record; 0 for an empty journal.
 * @param timestampNs of the last record; 0 for an empty journal.
 * @param epoch of the last record, or of the last segment if that holds none; 0 for a new ledger.
 * @param chain of the last batch.
 * @param segment the last one with a header; {@link SegmentId#NONE} for a new ledger.
 * @param offset in that segment's file, behind the last thing in it that counts.
 * @param tornBytes there, of a batch that was never forced and is cut logically; 0 if there was none.
 */
public record Tail(
        long sequence, long timestampNs, int epoch, Chain chain, SegmentId segment, long offset, long tornBytes) {

    /** Of a ledger without a record. */
    public static final Tail EMPTY = new Tail(0, 0, 0, Chain.NOTHING, SegmentId.NONE, 0, 0);

    /** Whether a batch was cut. */
    public boolean isTorn() {
        return tornBytes > 0;
    }
}
