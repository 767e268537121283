package io.florin.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of one kind of load: how the next request is written, and what its answer must look like. Each connection
 * has one of its own; what they share (a source of transfers, ids) is in what they were made with. One thread.
 */
public interface LoadCodec {
    int requestLengthMax();

    int answerLengthMax();

    /** What the request of this number on its connection asks for: transfers, or echoes; reads do not count. */
    int events(long number);

    /** The wall clock, once before many requests. */
    void time(long epochMs);

    /**
     * Writes one request.
     *
     * @param bytes memory of {@code out}, which shares its indexes.
     * @param number of the request on its connection, from 0.
     * @return its length.
     */
    int encode(UnsafeBuffer bytes, ByteBuffer out, int offset, long number);

    /**
     * Takes one answer if all of it is there.
     *
     * @param bytes memory of {@code in}, which shares its indexes.
     * @param available bytes from the offset on.
     * @param number of the request that it must answer.
     * @return its length, or 0 if bytes are missing.
     * @throws LoadFailedException if it is not what a good request is answered with.
     */
    int decode(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number);

    /** Whatever comes before the first request, in the name of a key, over a connection that is still blocking. */
    default void begin(LoadLink link, String apiKey) throws IOException {
        // most protocols begin with a request
    }

    /** Length of something that answers no request, and lies whole at the offset; 0 if an answer begins there. */
    default int aside(UnsafeBuffer bytes, int offset, int available) {
        return 0;
    }
}
