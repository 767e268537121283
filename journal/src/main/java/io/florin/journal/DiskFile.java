package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. One thread at a time, except that any thread may read. */
public interface DiskFile extends AutoCloseable {

    /**
     * Writes what remains in the buffer.
     *
     * @return bytes written; fewer than remained is a failure that the caller must not repair by writing again.
     */
    int write(ByteBuffer bytes, long position) throws IOException;

    /**
     * Reads what fits into the buffer.
     *
     * @return bytes read; −1 at the end of the file.
     */
    int read(ByteBuffer bytes, long position) throws IOException;

    /**
     * Returns when what was written is durable; a failure means that nobody knows what is, for ever.
     *
     * @param metaData whether the file's own description must be durable too, beyond what is needed to read it back.
     */
    void force(boolean metaData) throws IOException;

    long length() throws IOException;

    /** Takes this much space, so that writing there cannot run out of it. Where the system cannot, does nothing. */
    void reserve(long length) throws IOException;

    /** Cuts the file behind so many bytes. */
    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
}
