package io.florin.ops.tool.conformance;

import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinHttpClient;
import io.florin.ops.tool.ApiKeyOption;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.Endpoint;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.Fields;
import io.florin.ops.tool.OutputOption;
import io.florin.ops.tool.TlsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code florin conformance}. */
@Command(
        name = "conformance",
        description = {
            "Play golden frames, damaged frames and sequences of the API against a server, and say line by line what it"
                    + " did.",
            "It opens two accounts a surface and moves money between them, so point it at a ledger for tests. The key's"
                    + " principal needs the rights read, post and admin there. Exit code 1 if anything differs."
        })
public final class ConformanceCommand implements Callable<Integer> {
    private static final int PATIENCE_MS = 5_000;

    @Option(names = "--target", paramLabel = "HOST:PORT", description = "Binary port of the server.")
    @Nullable
    String target;

    @Option(names = "--http", paramLabel = "HOST:PORT", description = "HTTP port of the server.")
    @Nullable
    String http;

    @Mixin
    ApiKeyOption apiKey = new ApiKeyOption();

    @Option(names = "--ledger", paramLabel = "N", defaultValue = "978", description = "Default ${DEFAULT-VALUE}.")
    int ledger;

    @Mixin
    TlsOptions tls = new TlsOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        if (target == null && http == null) {
            throw new CommandFailure(ExitCode.USAGE, "name a server: --target=HOST:PORT, --http=HOST:PORT or both");
        }
        Optional<Target> binary = at("--target", target);
        Optional<Target> surface = at("--http", http);
        List<Check.Outcome> outcomes = new ArrayList<>();
        binary.ifPresent(at -> binary(at, outcomes));
        surface.ifPresent(at -> http(at, outcomes));
        long failed = outcomes.stream().filter(outcome -> !outcome.isGood()).count();
        if (output.isTable()) System.out.printf("%,d ok, %,d failed%n", outcomes.size() - failed, failed);
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Whoever is not there at all fails no check: it is said once. */
    private Optional<Target> at(String option, @Nullable String text) {
        if (text == null) return Optional.empty();
        InetSocketAddress address = Endpoint.of(option, text);
        try (var probe = new Socket()) {
            probe.connect(address, PATIENCE_MS);
        } catch (IOException nobody) {
            throw new CommandFailure(ExitCode.NOT_READY, "nobody answers: " + option + "=" + text);
        }
        return Optional.of(new Target(address, tls.asked(), apiKey.text()));
    }

    private void binary(Target at, List<Check.Outcome> outcomes) {
        play(BinaryChecks.of(at), outcomes);
        sequences("binary", () -> FlorinClient.connect(at.config()), outcomes);
    }

    private void http(Target at, List<Check.Outcome> outcomes) {
        play(HttpChecks.of(at, ledger), outcomes);
        sequences("http", () -> FlorinHttpClient.connect(at.config()), outcomes);
    }

    private void sequences(String surface, Supplier<Florin> connect, List<Check.Outcome> outcomes) {
        try (var florin = new Asked(connect)) {
            play(SequenceChecks.of(surface, ledger, florin), outcomes);
        }
    }

    private void play(List<Check> checks, List<Check.Outcome> outcomes) {
        for (Check check : checks) {
            Check.Outcome outcome = check.outcome();
            outcomes.add(outcome);
            if (output.isTable()) System.out.println(line(outcome));
            else output.print(fields(outcome));
        }
    }

    private static String line(Check.Outcome outcome) {
        String line = "%-4s  %-6s  %s"
                .formatted(
                        outcome.result(),
                        outcome.check().surface(),
                        outcome.check().name());
        if (outcome.isGood()) return line;
        return line + "%n        expected: %s%n        came:     %s".formatted(outcome.expected(), outcome.came());
    }

    private static Fields fields(Check.Outcome outcome) {
        return new Fields()
                .text("result", outcome.result())
                .text("surface", outcome.check().surface())
                .text("check", outcome.check().name())
                .text("expected", outcome.expected())
                .text("came", outcome.came());
    }
}
