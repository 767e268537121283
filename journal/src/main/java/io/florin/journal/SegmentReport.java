package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says of itself, without its records.
 *
 * @param state how it ended, as far as its ends show.
 * @param firstSequence of its first record, if it holds any.
 * @param lastSequence of its last record; {@link #UNKNOWN} while nothing follows it and it was not closed.
 * @param apparentBytes of its file, as a listing of files shows.
 * @param reservedBytes that its directory takes on the disk; {@link #UNKNOWN} where the system does not say.
 * @param usedBytes of its file, up to the last byte that is not zero.
 * @param createdAtNs when it began, by the wall clock; for people, and for keeping it long enough.
 * @param endedAtNs when the next one began; {@link #UNKNOWN} for the last.
 */
public record SegmentReport(
        SegmentId id,
        JournalKind kind,
        State state,
        int epoch,
        long firstSequence,
        long lastSequence,
        long apparentBytes,
        long reservedBytes,
        long usedBytes,
        long createdAtNs,
        long endedAtNs,
        String buildId) {
    public static final long UNKNOWN = -1;

    /** How a segment ended. */
    public enum State {
        /** With an end block: rolled, or closed cleanly. */
        CLOSED,
        /** Without one, and another segment goes on from it: its process was killed. */
        LEFT,
        /** Nothing goes on from it yet. */
        OPEN
    }

    static SegmentReport of(SegmentFile file, @Nullable SegmentHeader next, long reservedBytes) throws IOException {
        SegmentHeader header = file.header();
        if (header == null) throw new IllegalArgumentException("has no header: segment=" + file.id());
        long used = file.writtenEnd(file.firstOffset());
        EndBlock end = end(file);
        long last = next != null ? next.firstSequence() - 1 : UNKNOWN;
        if (end != null) last = end.lastSequence();
        State withoutEnd = next == null ? State.OPEN : State.LEFT;
        return new SegmentReport(
                file.id(),
                header.kind(),
                end == null ? withoutEnd : State.CLOSED,
                header.epoch(),
                header.firstSequence(),
                last,
                file.length(),
                reservedBytes,
                end == null ? used : end.bytesUsed(),
                header.createdAtNs(),
                next == null ? UNKNOWN : next.createdAtNs(),
                header.buildId());
    }

    /** A segment that was closed is cut behind its end block. */
    private static @Nullable EndBlock end(SegmentFile file) throws IOException {
        var bytes = new byte[Blocks.END_BLOCK_LENGTH];
        long at = file.length() - bytes.length;
        if (at < file.firstOffset()) return null;
        return file.read(ByteBuffer.wrap(bytes), at) < bytes.length ? null : EndBlock.parse(bytes, 0);
    }

    /** Whether it holds records, or may. */
    public boolean holdsRecords() {
        return lastSequence == UNKNOWN || lastSequence >= firstSequence;
    }
}
