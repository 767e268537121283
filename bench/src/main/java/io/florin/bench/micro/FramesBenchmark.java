package io.florin.bench.micro;

import io.florin.bench.load.Distribution;
import io.florin.bench.load.TimeOrderedIds;
import io.florin.bench.load.TransferFramesCodec;
import io.florin.bench.load.TransferSource;
import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Frames of transfers: what writing one costs a client, and what reading one costs a server at the least. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramesBenchmark {
    /** Transfers in each frame. */
    @Param({"1", "8190"})
    public int rows;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(Frames.LENGTH_MAX);
    private final UnsafeBuffer bytes = new UnsafeBuffer(memory);
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(Frames.LENGTH_MAX);
    private final UnsafeBuffer scratchBytes = new UnsafeBuffer(scratch);
    private final Crc32c crc = new Crc32c();
    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CreateTransfersDecoder request = new CreateTransfersDecoder();
    private TransferFramesCodec codec = codec(1);
    private long number;

    private static TransferFramesCodec codec(int rows) {
        return new TransferFramesCodec(
                rows, Durability.DISK, new TransferSource(Distribution.UNIFORM, 10_000, 1), new TimeOrderedIds(1));
    }

    /** One frame to be read again and again. */
    @Setup
    public void encodeOnce() {
        codec = codec(rows);
        codec.encode(bytes, memory, 0, 0);
    }

    /** Draw, copy, patch, CRC. */
    @Benchmark
    public int encode() {
        return codec.encode(scratchBytes, scratch, 0, number++);
    }

    /** CRC, headers, and every row's amount. */
    @Benchmark
    public long decode() {
        int length = (int) frame.wrap(bytes, 0).length();
        long sum = (long) crc.of(memory, Frames.CRC_FROM, length - Frames.CRC_FROM) - (int) frame.crc();
        request.wrapAndApplyHeader(bytes, Frames.HEADER_LENGTH, header);
        for (var each = request.rows(); each.hasNext(); ) {
            sum += each.next().row().amount();
        }
        return sum;
    }
}
