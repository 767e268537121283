package io.florin.journal;

/**
 * The journal's settings, fixed from then on.
 *
 * @param kind what new segments are made with; what is there is read whatever its kind.
 * @param segmentLength bytes of a segment's file, from 16 MiB to 4 GiB, a multiple of 4 KiB. The first segments of a
 *     life are shorter, so that a start does not wait for them.
 */
public record JournalConfig(JournalKind kind, long segmentLength) {
    public static final String KIND_PROPERTY = "florin.journal.kind";
    public static final JournalKind KIND_DEFAULT = JournalKind.CHRONICLE;
    public static final String SEGMENT_LENGTH_PROPERTY = "florin.journal.segment";
    public static final long SEGMENT_LENGTH_MIN = 16L << 20;
    public static final long SEGMENT_LENGTH_MAX = 4L << 30;
    public static final long SEGMENT_LENGTH_DEFAULT = 256L << 20;
    public static final long SEGMENT_LENGTH_DEFAULT_SMALL = 64L << 20;

    /** Segments are whole pages. */
    public static final int PAGE_LENGTH = 4096;

    /** Bytes of a batch, seal included, fixed for ever. */
    public static final int BATCH_LENGTH_MAX = (2 << 20) - PAGE_LENGTH;

    public JournalConfig {
        if (segmentLength < SEGMENT_LENGTH_MIN
                || segmentLength > SEGMENT_LENGTH_MAX
                || segmentLength % PAGE_LENGTH != 0) {
            throw new IllegalArgumentException("must be a multiple of 4096 from 16777216 to 4294967296: "
                    + SEGMENT_LENGTH_PROPERTY + "=" + segmentLength);
        }
    }

    /** Defaults for a machine with many cores, or with few. */
    public static JournalConfig of(boolean isSmall) {
        return new JournalConfig(KIND_DEFAULT, isSmall ? SEGMENT_LENGTH_DEFAULT_SMALL : SEGMENT_LENGTH_DEFAULT);
    }
}
