package io.florin.bench.micro;

import io.florin.bench.micro.EveryCommand.Kind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every command once, 10,000 accounts, one thread: with {@code -prof gc} none may allocate. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class EveryCommandBenchmark {
    /** What is decided. */
    @Param
    public Kind kind = Kind.SINGLE;

    private final EveryCommand commands = new EveryCommand();

    /** All events of this kind, as one operation. */
    @Benchmark
    public void decide() {
        commands.decide(kind);
    }
}
