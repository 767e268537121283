package io.florin.journal;

/**
 * What is on disk cannot be what was forced: the node must not serve. Names the place, so that it can be repaired from
 * a peer or a backup. Exit code 4.
 */
public final class JournalDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong, and where.
     *
     * @param what a sentence for the operator, without a full stop.
     * @param sequence the last one that is good.
     */
    public JournalDamagedException(String what, SegmentId segment, long offset, long sequence) {
        super(what + ": segment=" + segment + " offset=" + offset + " sequence=" + sequence);
    }
}
