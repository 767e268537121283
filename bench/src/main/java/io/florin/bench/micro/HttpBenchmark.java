package io.florin.bench.micro;

import static java.util.Objects.requireNonNull;

import io.florin.bench.load.AccountIds;
import io.florin.bench.load.LoadFailedException;
import io.florin.counters.Counters;
import io.florin.gateway.Interior;
import io.florin.gateway.http.HttpPort;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.LoopDesk;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The HTTP door without a socket and without a ledger: bytes of a request to slots of the ring, and what the ring
 * answers to bytes of a response.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class HttpBenchmark {
    private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
    private static final long ID_HIGH = 0x019a_a1f0_6c3e_7a10L;

    /** Of the body: a transfer, an array of many, many lines, or one that only the whole parser reads. */
    public enum Body {
        ONE("/v1/transfers", "application/json", 1),
        ONE_WITH_ESCAPE("/v1/transfers", "application/json", 1),
        ARRAY_1000("/v1/transfers/batch", "application/json", 1_000),
        LINES_1000("/v1/transfers/batch", "application/x-ndjson", 1_000);

        private final String path;
        private final String type;
        private final int transfers;

        Body(String path, String type, int transfers) {
            this.path = path;
            this.type = type;
            this.transfers = transfers;
        }
    }

    @Param
    public Body body = Body.ONE;

    private final Counters counters = Counters.inMemory();
    private final CreatingIngress ingress = new CreatingIngress();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private byte[] request = {};

    /** One connection, and the bytes that it sends again and again. */
    @Setup
    public void open() {
        Limits limits = Limits.DEFAULT;
        var loop = new LoopDesk(channel.eventLoop(), ingress, 0, limits);
        HttpPort.open(List.of(loop), ingress, Interior.of(new BenchNodeState()), Doorkeeper.OPEN, limits, counters)
                .serve(channel, loop);
        String json = json();
        request = ("POST " + body.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + body.type
                        + "\r\nIdempotency-Key: 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44\r\nContent-Length: "
                        + json.length() + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String json() {
        if (body == Body.ONE) return transfer("", "debit_account_id");
        if (body == Body.ONE_WITH_ESCAPE) return transfer("", "debit\\u005faccount_id");
        Stream<String> transfers = IntStream.range(0, body.transfers)
                .mapToObj(i -> transfer("\"id\":\"" + new UUID(ID_HIGH, i) + "\",", "debit_account_id"));
        return body == Body.ARRAY_1000
                ? transfers.collect(Collectors.joining(",", "[", "]"))
                : transfers.collect(Collectors.joining("\n"));
    }

    private static String transfer(String id, String debitName) {
        return "{" + id + "\"" + debitName + "\":\"" + new UUID(AccountIds.high(1), AccountIds.low(1))
                + "\",\"credit_account_id\":\"" + new UUID(AccountIds.high(2), AccountIds.low(2))
                + "\",\"amount\":1099,\"ledger\":978,\"code\":10}";
    }

    @TearDown
    public void close() {
        channel.finishAndReleaseAll();
        counters.close();
    }

    /** From the bytes of a request to those of its response. */
    @Benchmark
    public int respond() {
        channel.writeInbound(channel.alloc().buffer(request.length).writeBytes(request));
        ByteBuf response = requireNonNull(channel.readOutbound());
        int length = response.readableBytes();
        if (response.getByte(STATUS_OFFSET) != '2') {
            throw new LoadFailedException(response.toString(StandardCharsets.US_ASCII));
        }
        response.release();
        return length;
    }
}
