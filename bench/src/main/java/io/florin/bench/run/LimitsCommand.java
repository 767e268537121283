package io.florin.bench.run;

import io.florin.bench.limit.RandomUpdateLimit;
import io.florin.bench.limit.RingLimit;
import io.florin.bench.load.Distribution;
import io.florin.bench.load.TransferSource;
import io.florin.ops.tool.ExitCode;
import io.florin.protocol.codec.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "limits",
        description = {
            "Measure what this machine can do without Florin, one bare program after the other.",
            "A scenario measures the limit that belongs to it by itself, in the same run."
        })
final class LimitsCommand implements Callable<Integer> {
    private static final int SECONDS = 3;
    private static final int RECORD_LENGTH = 264;
    private static final int[] FORCED = {4 << 10, 128 << 10, 1 << 20};
    private static final int[] ACCOUNTS = {10_000, 1_000_000};

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "On the disk to be measured, made if it is not there; default is the working directory.")
    private Path directory = Path.of(".");

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(directory);
        print(Limits.echo(settings(1, 1)));
        print(Limits.echo(settings(1, 64)));
        print(Limits.echo(settings(1, 1_024)));
        for (int bytes : FORCED) {
            print(Limits.forceOf(settings(1, 1), bytes, Math.max(1, bytes / RECORD_LENGTH)));
        }
        print(new Limit("ring hand-off, yielding", RingLimit.measure(RingLimit.Waiting.YIELDING, SECONDS), 0));
        print(new Limit("ring hand-off, blocking", RingLimit.measure(RingLimit.Waiting.BLOCKING, SECONDS), 0));
        for (int accounts : ACCOUNTS) {
            var transfers = new TransferSource(Distribution.UNIFORM, accounts, 1);
            String name = String.format(Locale.ROOT, "random updates with id insert, %,d accounts", accounts);
            print(new Limit(name, RandomUpdateLimit.measure(transfers, SECONDS), 0));
        }
        print(Limits.bareServer(settings(8, 64), 64));
        print(Limits.bareServer(settings(32, 1), 1));
        print(Limits.bareHttpServer(settings(64, 1)));
        print(Limits.json(settings(64, 1)));
        return ExitCode.OK;
    }

    private static void print(Limit limit) {
        String latency = limit.p50Us() == 0 ? "" : String.format(Locale.ROOT, "  p50 %,.0f us", limit.p50Us());
        System.out.printf(Locale.ROOT, "%-48s %,13.0f/s%s%n", limit.name(), limit.transfersPerSecond(), latency);
    }

    private RunSettings settings(int connections, int window) {
        return new RunSettings(
                SECONDS,
                SECONDS,
                connections,
                window,
                1,
                0,
                ACCOUNTS[0],
                Distribution.UNIFORM,
                Durability.DISK,
                false,
                0,
                Optional.empty(),
                directory,
                List.of(),
                List.of(),
                RunSettings.Recorded.NONE);
    }
}
