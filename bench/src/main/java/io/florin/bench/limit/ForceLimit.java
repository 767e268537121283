package io.florin.bench.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long a write and its force take on a prepared file, one after the other with nothing in between. */
public final class ForceLimit {
    private static final long FILE_LENGTH = 64L * 1024 * 1024;
    private static final long LATENCY_MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int WARM_UP = 200;

    private ForceLimit() {}

    /** Measures on the calling thread; {@code length} is the bytes of each write. */
    public static Histogram measure(Path directory, int length, int seconds) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        var random = new SplittableRandom(length);
        while (bytes.hasRemaining()) bytes.put((byte) random.nextInt());
        var latencyNs = new Histogram(LATENCY_MAX_NS, 3);
        try (PreparedFile file = PreparedFile.make(directory, FILE_LENGTH)) {
            for (int i = 0; i < WARM_UP; i++) writeAndForce(file, bytes);
            long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (long beginNs = System.nanoTime(); beginNs < endNs; beginNs = System.nanoTime()) {
                writeAndForce(file, bytes);
                latencyNs.recordValue(Math.min(LATENCY_MAX_NS, System.nanoTime() - beginNs));
            }
        }
        return latencyNs;
    }

    private static void writeAndForce(PreparedFile file, ByteBuffer bytes) throws IOException {
        file.write(bytes.clear());
        file.force();
    }
}
