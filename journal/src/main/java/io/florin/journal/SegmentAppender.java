package io.florin.journal;

import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * One prepared segment, open for writing: blocks go in one behind the other. Made by the preparing thread, used by the
 * journal stage's, closed by the preparing thread again; never by two at once. The first failure is final.
 */
interface SegmentAppender extends AutoCloseable {
    SegmentId id();

    /** Bytes of the file that are in use, whatever lies before the first block included. */
    long used();

    /** What {@link #used} will be behind one more block of this length. */
    long usedBehind(int blockLength);

    /** Bytes that blocks may still take, each with what its kind puts before it. */
    long room();

    /** Writes a segment header, a batch or an end block; allocates nothing. */
    void append(DirectBuffer block, int offset, int length) throws IOException;

    /** Returns when all that was appended is durable; allocates nothing. */
    void force() throws IOException;

    /** Gives back the space behind what is in use, and lets go of the file. */
    void finish() throws IOException;

    /** Lets go of the file, as it is. */
    @Override
    void close() throws IOException;

    /** Makes a segment, with its space taken, overwritten with zeros and forced, and its name forced too. */
    @FunctionalInterface
    interface Factory {
        SegmentAppender prepare(SegmentId id, long length) throws IOException;
    }
}
