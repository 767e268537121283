package io.florin.ops.tool.check;

import io.florin.ledger.scenario.Line;
import io.florin.ledger.scenario.RefusedException;
import io.florin.ledger.scenario.ScenarioException;
import io.florin.ledger.scenario.ScenarioParser;
import io.florin.ledger.scenario.ScenarioRunner;
import io.florin.ops.tool.ApiKeyOption;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.Endpoint;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.Fields;
import io.florin.ops.tool.OutputOption;
import io.florin.ops.tool.TemporaryFolder;
import io.florin.ops.tool.TlsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Run tables of money against a node, and print the first line of each that differs.",
            "Each table gets a node of its own, on an empty folder and in this process, that lives in the table's time."
                    + " The books must balance behind every line."
        },
        footer = {
            "",
            "A table has one command or expectation a line, and its answer at the end:",
            "",
            "  account   bank   ledger 978                                created",
            "  account   alice  ledger 978 debits_must_not_exceed_credits created",
            "  transfer  t1  bank  -> alice  400                          created",
            "  hold      h1  alice -> bank   100  timeout 10 s            created",
            "  post      p1  h1  60                                       created 60",
            "  transfer  t2  alice -> bank   341                          exceeds_credits",
            "  balance   alice  debits 0/60  credits 0/400                (pending/posted)",
            "  outcome   h1  posted",
            "",
            "Also: void, limits ALLOWANCES version N, freeze debits|credits|nothing, linked at the end of a transfer,",
            "request key K body N above indented lines, times N LINE with # for the number, id NAME now - 1 h,",
            "wait 5 s, at expires h1 - 1 ns, pulse expires h1, as PRINCIPAL, grant, capacities, genesis."
        },
        exitCodeList = {
            " 0:every line of every table is as it says",
            " 1:a line differs: it is printed with what came instead",
            " 2:a table cannot be read, or cannot be run this way",
            " 3:no node answers at --server",
            " 4:the books do not balance behind a line",
        })
final class CheckCommand implements Callable<Integer> {
    private static final int SALT_BITS = 40;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Tables, in UTF-8.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            description = "Use this node's binary port instead. For tables that say nothing of time, grants, capacities"
                    + " or other principals; what they create there stays. They run as the principal of"
                    + " --api-key-file.")
    @Nullable
    String server;

    @Mixin
    ApiKeyOption apiKey = new ApiKeyOption();

    @Mixin
    TlsOptions tls = new TlsOptions();

    @Mixin
    OutputOption output = new OutputOption();

    /** A table that was read. */
    private record Table(Path file, List<Line> lines) {}

    @Override
    public Integer call() throws IOException {
        int worst = ExitCode.OK;
        for (Path file : files) worst = Math.max(worst, check(file));
        return worst;
    }

    private int check(Path file) throws IOException {
        try {
            Table table = read(file);
            if (server == null) onItsOwn(table);
            else onServer(table, server);
            print(table);
            return ExitCode.OK;
        } catch (ScenarioException found) {
            print(file, found);
            return switch (found.kind()) {
                case DIFFERS -> ExitCode.FAILED;
                case UNREADABLE -> ExitCode.USAGE;
                case INVARIANT -> ExitCode.DAMAGED;
            };
        }
    }

    private static Table read(Path file) {
        try {
            return new Table(file, ScenarioParser.parse(Files.readString(file)));
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.USAGE, "the table cannot be read (" + failed + "): " + file);
        }
    }

    private static void onItsOwn(Table table) throws IOException {
        try (var folder = TemporaryFolder.open("florin-check-");
                var host = new OwnNodeHost(folder.path().resolve("node"))) {
            ScenarioRunner.run(host, ScenarioRunner.Start.of(1), table.lines());
        }
    }

    private void onServer(Table table, String server) throws IOException {
        for (Line line : table.lines()) {
            ServerHost.obstacle(line).ifPresent(word -> {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "'" + word + "' needs a node of the table's own, so leave out --server: " + table.file() + ":"
                                + line.source().number());
            });
        }
        long salt = new SecureRandom().nextLong() >>> (Long.SIZE - SALT_BITS);
        var start = new ScenarioRunner.Start(salt, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
        try (ServerHost host = ServerHost.connect(Endpoint.of("--server", server), apiKey.text(), tls.asked())) {
            ScenarioRunner.run(host, start, table.lines());
        } catch (RefusedException refused) {
            throw new CommandFailure(ExitCode.FAILED, refused.getMessage() + ": --server=" + server);
        } catch (IllegalArgumentException unusable) {
            throw TlsOptions.refused(unusable);
        } catch (IOException | UncheckedIOException failed) {
            throw new CommandFailure(
                    ExitCode.NOT_READY, "no node answers (" + failed.getMessage() + "): --server=" + server);
        }
    }

    private void print(Table table) {
        int lines = table.lines().size();
        if (output.isTable()) {
            System.out.println(table.file() + ": ok, " + lines + " lines");
            return;
        }
        output.print(new Fields()
                .text("file", table.file().toString())
                .fact("ok", true)
                .number("lines", lines));
    }

    private void print(Path file, ScenarioException found) {
        if (output.isTable()) {
            System.out.println(file + ":" + found.number() + ": " + found.sentence());
            System.out.println("    " + found.text());
            return;
        }
        output.print(new Fields()
                .text("file", file.toString())
                .fact("ok", false)
                .number("line", found.number())
                .text("text", found.text())
                .text("expected", found.expected())
                .text("got", found.got()));
    }
}
