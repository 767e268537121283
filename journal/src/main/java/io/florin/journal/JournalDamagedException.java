package io.florin.journal;

/**
 * What is on disk cannot be what was forced: the node must not serve. Names the place, so that it can be repaired from
 * a peer or a backup. Exit code 4.
 */
public final class JournalDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String RESTORE = "restore this segment from a copy of it; nothing here was changed";

    private final transient SegmentId segment;
    private final long offset;
    private final long sequence;

    /**
     * Says what is wrong, and where; the way to repair it is a copy of the segment.
     *
     * @param what a sentence for the operator, without a full stop.
     * @param sequence the last one that is good.
     */
    public JournalDamagedException(String what, SegmentId segment, long offset, long sequence) {
        this(what, RESTORE, segment, offset, sequence);
    }

    /** The same where another way leads out of it. */
    JournalDamagedException(String what, String repair, SegmentId segment, long offset, long sequence) {
        super(what + "; " + repair + ": segment=" + segment + " offset=" + offset + " sequence=" + sequence);
        this.segment = segment;
        this.offset = offset;
        this.sequence = sequence;
    }

    /** Where the damage was met. */
    public SegmentId segment() {
        return segment;
    }

    /** In the segment's file: behind the last thing there that counts. */
    public long offset() {
        return offset;
    }

    /** The last one that is good. */
    public long sequence() {
        return sequence;
    }
}
