package io.florin.bench.run;

import io.florin.bench.load.LoadResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The latencies of a run as files that HdrHistogram's own tools draw: all of it, and second by second. */
final class LatencyFiles {
    private static final double NS_PER_US = 1_000.0;
    private static final double MS_PER_SECOND = 1_000.0;

    private LatencyFiles() {}

    static void write(Path directory, String name, LoadResult result) throws IOException {
        Files.createDirectories(directory);
        try (var out = stream(directory.resolve(name + ".hgrm"))) {
            result.latencyNs().outputPercentileDistribution(out, NS_PER_US);
        }
        try (var out = stream(directory.resolve(name + ".hlog"))) {
            var log = new HistogramLogWriter(out);
            log.outputComment("latency in ns from the intended send time: " + name);
            log.outputLogFormatVersion();
            long beginMs =
                    result.seconds().isEmpty() ? 0 : result.seconds().getFirst().getStartTimeStamp();
            log.outputStartTime(beginMs);
            log.setBaseTime(beginMs);
            log.outputLegend();
            for (Histogram second : result.seconds()) {
                log.outputIntervalHistogram(
                        (second.getStartTimeStamp() - beginMs) / MS_PER_SECOND,
                        (second.getEndTimeStamp() - beginMs) / MS_PER_SECOND,
                        second);
            }
        }
    }

    private static PrintStream stream(Path file) throws IOException {
        return new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII);
    }
}
