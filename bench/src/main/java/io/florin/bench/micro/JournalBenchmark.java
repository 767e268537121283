package io.florin.bench.micro;

import io.florin.bench.load.BenchJournal;
import io.florin.bench.load.Distribution;
import io.florin.bench.load.TransferSource;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
 * Seal and append, with a force that costs next to nothing because the files lie in memory: what group commit asks of
 * the processor. What the disk asks is measured by {@code florin bench run journal}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JournalBenchmark {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long SEGMENT_LENGTH = 64L << 20;

    /** Transfers in each commit. */
    @Param({"1", "64", "512"})
    public int transfersPerCommit;

    /** What segments are made with. */
    @Param({"CHRONICLE", "PLAIN"})
    public JournalKind kind = JournalKind.CHRONICLE;

    private final TransferSource transfers = new TransferSource(Distribution.UNIFORM, 10_000, 1);
    private @Nullable Path directory;
    private @Nullable BenchJournal journal;

    /** A new journal in memory. */
    @Setup
    public void open() throws IOException {
        Path parent = Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        directory = Files.createTempDirectory(parent, "florin-jmh-");
        journal = BenchJournal.start(directory, new JournalConfig(kind, SEGMENT_LENGTH), transfersPerCommit);
    }

    /** Filling the slots is part of it, as deciding would be. */
    @Benchmark
    public void commit() throws Exception {
        if (journal == null) throw new IllegalStateException("no journal was opened");
        journal.fill(transfers);
        journal.commit();
    }

    /** Leaves nothing behind. */
    @TearDown
    public void close() throws IOException {
        if (journal != null) journal.close();
        if (directory == null) return;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
