package io.florin.bench.run;

import io.florin.bench.load.Distribution;
import io.florin.bench.load.LoadFailedException;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.protocol.RequestSigning.Algorithm;
import io.florin.protocol.codec.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Measure one scenario and its limit.",
            "Starts what it needs in processes of its own, warms up, checks every answer and the final balances.",
            "A scenario of several steps prints one table, or one line of JSON, for each."
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "One that \"florin bench list\" names.")
    private String scenario = "";

    @Option(names = "--seconds", defaultValue = "10", description = "Counted time; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "10", description = "Seconds before it; default ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Option(names = "--connections", description = "Default by scenario.")
    private @Nullable Integer connections;

    @Option(names = "--window", description = "Requests under way on each connection; default by scenario.")
    private @Nullable Integer window;

    @Option(names = "--batch", description = "Transfers in each request; default by scenario.")
    private @Nullable Integer batch;

    @Option(names = "--rate", description = "Transfers per second, sent at fixed times; 0 for a closed loop.")
    private @Nullable Long rate;

    @Option(names = "--accounts", description = "Default by scenario.")
    private @Nullable Integer accounts;

    @Option(names = "--distribution", description = "Which accounts: uniform, zipf or hot.")
    private @Nullable Distribution distribution;

    @Option(names = "--durability", defaultValue = "disk", description = "Asked for and checked: disk, standby, both.")
    private Durability durability = Durability.DISK;

    @Option(names = "--tls", description = "Clients and node speak TLS 1.3, with a certificate made for the run.")
    private boolean isTls;

    @Option(
            names = "--handshakes",
            defaultValue = "0",
            paramLabel = "N",
            description = "With --tls: new connections a second beside the load, each with a handshake in full.")
    private int handshakes;

    @Option(
            names = "--sign",
            paramLabel = "ALGORITHM",
            description = "Sign each HTTP request (RFC 9421): hmac-sha256, or hmac; or ed25519.")
    private String signature = "";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "On the disk to be measured, made if it is not there; default is the working directory.")
    private Path directory = Path.of(".");

    @Option(names = "--out", paramLabel = "DIR", description = "Write latencies there, as .hgrm and .hlog.")
    private @Nullable Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the node; may be given again.")
    private List<String> nodeSettings = new ArrayList<>();

    @Option(names = "--node-flag", paramLabel = "FLAG", description = "A flag of the node's JVM; may be given again.")
    private List<String> nodeFlags = new ArrayList<>();

    @Option(
            names = "--records",
            defaultValue = "0",
            description = "For recovery: transfers of a journal that is written before, without a node.")
    private long records;

    @Option(
            names = "--history",
            defaultValue = "0",
            description = "For recovery: transfers before those, which a snapshot already knows.")
    private long history;

    @Option(names = "--runs", defaultValue = "1", description = "Measure so often; the median run is reported.")
    private int runs;

    @Option(names = "--json", description = "Print one JSON object for each step.")
    private boolean isJson;

    @Override
    public Integer call() throws Exception {
        Scenario asked = Scenario.named(scenario)
                .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "no such scenario: scenario=" + scenario));
        try {
            Files.createDirectories(directory);
        } catch (IOException refused) {
            throw new CommandFailure(
                    ExitCode.USAGE, "no directory can be made here: " + refused + ": directory=" + directory);
        }
        try {
            print(asked);
            return ExitCode.OK;
        } catch (LoadFailedException wrong) {
            throw new CommandFailure(ExitCode.DAMAGED, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
        }
    }

    private void print(Scenario asked) throws Exception {
        List<RunSettings> steps =
                asked.steps().stream().map(this::settings).distinct().toList();
        for (RunSettings step : steps) print(asked, step);
    }

    private void print(Scenario asked, RunSettings settings) throws Exception {
        List<Report> reports = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            try (var progress = new RunProgress(asked.title(), isJson)) {
                reports.add(asked.run(settings, out, progress));
            }
            if (runs > 1) {
                System.err.printf(
                        Locale.ROOT, "run %d: %s%n", run, reports.getLast().summary());
            }
        }
        reports.sort(Comparator.comparingDouble(Report::rank));
        Report median = reports.get(reports.size() / 2);
        System.out.println(isJson ? ReportJson.of(median, Machine.here(directory)) : median.table());
    }

    private Optional<Algorithm> signature() {
        if (signature.isEmpty()) return Optional.empty();
        String label = signature.equals("hmac") ? Algorithm.HMAC_SHA256.label() : signature;
        return Optional.of(Algorithm.named(label)
                .orElseThrow(() -> new IllegalArgumentException("must be hmac-sha256 or ed25519: sign=" + signature)));
    }

    private RunSettings settings(Scenario.Defaults defaults) {
        return new RunSettings(
                seconds,
                warmUpSeconds,
                Objects.requireNonNullElse(connections, defaults.connections()),
                Objects.requireNonNullElse(window, defaults.window()),
                Objects.requireNonNullElse(batch, defaults.batch()),
                Objects.requireNonNullElse(rate, defaults.rate()),
                Objects.requireNonNullElse(accounts, defaults.accounts()),
                Objects.requireNonNullElse(distribution, defaults.distribution()),
                durability,
                isTls,
                handshakes,
                signature(),
                directory,
                nodeSettings,
                nodeFlags,
                new RunSettings.Recorded(history, records));
    }
}
