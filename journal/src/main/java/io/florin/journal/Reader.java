package io.florin.journal;

import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * Walks forward over the records of a journal, segment by segment. A record is shown only after all of its batch was
 * verified: checksums, sequence, time, epoch, seal, chain, and the links between segments.
 *
 * <p>One thread; allocates nothing per record. What the accessors say holds until the next call of {@link #next}.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are here
public final class Reader implements AutoCloseable {

    Reader() {}

    /**
     * Reads all that is in a data directory, as recovery does. Behind the last record, {@link #tail} says where it
     * ended.
     *
     * @throws JournalDamagedException here or in {@link #next}, if what is there cannot be what was forced.
     */
    public static Reader open(DataDirectory directory, long fromSequence) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Goes to the next record; false at the end, for now: behind a living journal it may be asked again. */
    public boolean next() throws IOException {
        throw new UnsupportedOperationException();
    }

    public long sequence() {
        throw new UnsupportedOperationException();
    }

    public long timestampNs() {
        throw new UnsupportedOperationException();
    }

    public int epoch() {
        throw new UnsupportedOperationException();
    }

    /** Whether this is the first event of its request; then, and only then, there is a head. */
    public boolean isFirst() {
        throw new UnsupportedOperationException();
    }

    /** Whether this is the last event of its request. */
    public boolean isLast() {
        throw new UnsupportedOperationException();
    }

    /** A command of Florin itself. */
    public boolean isInternal() {
        throw new UnsupportedOperationException();
    }

    public int schemaVersion() {
        throw new UnsupportedOperationException();
    }

    /** SBE template of the request. */
    public int commandTemplate() {
        throw new UnsupportedOperationException();
    }

    /** SBE template of the result; 0 for a plain {@code EventResult}. */
    public int resultTemplate() {
        throw new UnsupportedOperationException();
    }

    /** Holds everything that the offsets point into. */
    public DirectBuffer buffer() {
        throw new UnsupportedOperationException();
    }

    /** Of the record's own header, 48 bytes. */
    public int recordOffset() {
        throw new UnsupportedOperationException();
    }

    /** Of the request head, 64 bytes; first event of a request only. */
    public int headOffset() {
        throw new UnsupportedOperationException();
    }

    /** Of the command's row, behind the head where there is one. */
    public int commandOffset() {
        throw new UnsupportedOperationException();
    }

    /** Of the command's row alone. */
    public int commandLength() {
        throw new UnsupportedOperationException();
    }

    public int resultOffset() {
        throw new UnsupportedOperationException();
    }

    public int resultLength() {
        throw new UnsupportedOperationException();
    }

    /** How far reading has come, in bytes of segments; for progress. */
    public long bytesRead() {
        throw new UnsupportedOperationException();
    }

    /** What there is to read, in bytes of segments; an upper bound, since the last segment has space ahead. */
    public long bytesTotal() {
        throw new UnsupportedOperationException();
    }

    /** Where the journal ends; once {@link #next} has answered false. */
    public Tail tail() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
