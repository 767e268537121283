package io.florin.journal;

import io.florin.counters.Counters;
import io.florin.pipeline.Clock;
import io.florin.pipeline.JournalRoom;
import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * The journal of one life of a node: sealed batches in, durable batches out. The first failure is final: whoever gets
 * an exception from {@link #append} or {@link #force} halts the process, and neither is called again.
 *
 * <p>Appending and forcing belong to one thread, the journal stage's.
 */
public interface Journal extends JournalRoom, AutoCloseable {
    /** The number of the format that this build writes, the same for both kinds; a changed byte is a new one. */
    int FORMAT = Blocks.LAYOUT;

    /**
     * Writes one sealed batch; it is not durable yet. Rolls first if the segment is full. Allocates nothing but then.
     */
    void append(DirectBuffer sealed, int offset, int length) throws IOException;

    /** Makes durable what was appended, and returns the sequence up to which that is. Allocates nothing. */
    long force() throws IOException;

    /** Up to here records are durable; any thread. */
    long forced();

    /**
     * Reads behind the appender: records from this sequence on, verified, never beyond {@link #forced()}. Any thread
     * may ask, and owns what it gets.
     */
    Reader read(long fromSequence) throws IOException;

    /** Ends the segment so that its end can be told from a torn one, and lets go of the files. */
    @Override
    void close() throws IOException;

    /** Begins a new life behind the tail, in a segment of its own; prepared, linked and forced when this returns. */
    static Journal start(JournalConfig config, Resources resources) throws IOException {
        return SegmentedJournal.start(config, resources);
    }

    /**
     * What a journal borrows. It closes none of these.
     *
     * @param directory open, so that its life is nobody else's.
     * @param tail where the scan of what is there ended.
     * @param epoch of every record from now on; above that of the tail.
     * @param featureLevel for the segment's header.
     * @param buildId for the segment's header, for people; at most 64 ASCII characters count.
     * @param clock for the segment's header, for people.
     * @param counters are told how many segments are prepared.
     */
    record Resources(
            DataDirectory directory,
            Tail tail,
            int epoch,
            int featureLevel,
            String buildId,
            Clock clock,
            Counters counters) {}
}
