package io.florin.ops.tool.demo;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code florin demo}. */
@Command(
        name = "demo",
        description = {
            "Post a bank's history to a node that is killed meanwhile, and prove that nothing is lost or doubled.",
            "",
            "Starts a node on an empty folder, makes an account for every customer and for the house, posts every"
                    + " transaction over the binary protocol, kills the node with SIGKILL five times at random moments"
                    + " while posting, sends again whatever has no answer, posts everything once more over HTTP, and"
                    + " compares every answer, every balance and the journal with the input. Without --input it"
                    + " generates a payday: salaries, rents, shops, peer to peer.",
            ""
        })
public final class DemoCommand implements Verb {
    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Transactions of the PKDD'99 Czech bank as published, plain or gzipped.")
    @Nullable
    Path input;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where node and logs are; must be empty or not exist. Default: a temporary folder.")
    @Nullable
    Path data;

    @Option(names = "--keep", description = "Keep the folder; it is also kept when a check fails.")
    boolean isKept;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the payday, the sizes of requests and the moments of killing; default ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean isJson;

    @Option(names = "--progress", description = "Say how far it is every two seconds, also where no one looks.")
    boolean isProgressAsked;

    /** The chart of accounts belongs into the help. */
    @Spec
    void describe(CommandSpec spec) {
        Stream<String> accounts = Arrays.stream(HouseAccount.values())
                .map(account -> String.format("  %d  %-18s  %s", account.code(), account.title(), account.kind()));
        Stream<String> businesses = Arrays.stream(Business.values()).map(Business::line);
        spec.usageMessage()
                .footer(Stream.of(
                                Stream.of("", "Accounts of the house (code, name, kind):"),
                                accounts,
                                Stream.of("  " + HouseAccount.CUSTOMER_CODE + "  customers           liability", ""),
                                Stream.of("Transfers (code, type, operation, k_symbol, debit -> credit):"),
                                businesses,
                                Stream.of("", "Transfers of a payday (code, what for):"),
                                Payday.codes().stream())
                        .flatMap(lines -> lines)
                        .toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        long beganNs = System.nanoTime();
        Book book = book();
        var reading = new DemoReport.Phase("reading", System.nanoTime() - beganNs);
        DemoFolder folder = DemoFolder.open(data);
        if (isKept) folder.keep();
        var onSignal = new Thread(() -> end(folder), "florin-demo-end");
        try {
            Runtime.getRuntime().addShutdownHook(onSignal);
            return run(book, reading, folder);
        } finally {
            remove(folder);
        }
    }

    private Book book() {
        try {
            return input == null ? Payday.book(seed) : BankHistory.book(input.toString(), BankHistory.read(input));
        } catch (InputException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
    }

    private int run(Book book, DemoReport.Phase reading, DemoFolder folder) throws Exception {
        Demo demo = demo(book).after(reading);
        DemoReport report;
        try (ChildNode node = ChildNode.init(folder, book)) {
            report = demo.run(node);
        } catch (IllegalStateException | CompletionException failed) {
            folder.keep();
            throw new CommandFailure(
                    ExitCode.FAILED, failed.getMessage() + "; journal and logs: data=" + folder.path());
        } catch (Exception unforeseen) {
            folder.keep();
            throw unforeseen;
        }
        System.out.println(isJson ? report.json() : report.table());
        return verdict(report, folder);
    }

    private Demo demo(Book book) {
        try {
            return new Demo(book, seed, ProgressLine.Mode.of(isProgressAsked), JournalAudit::of);
        } catch (InputException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
    }

    private static int verdict(DemoReport report, DemoFolder folder) {
        if (!report.checks().failed().isEmpty()) folder.keep();
        if (folder.isKept()) System.err.println("kept: " + folder.path());
        for (Checks.Check check : report.checks().failed()) {
            System.err.println("florin: check failed: " + check.name() + ": expected " + check.expected() + ", found "
                    + check.found());
            check.findings().forEach(finding -> System.err.println("  " + finding));
        }
        return report.checks().failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** After a signal: a node that still writes would keep the folder alive. */
    private static void end(DemoFolder folder) {
        ProcessHandle.current().children().forEach(child -> {
            child.destroyForcibly();
            child.onExit().join();
        });
        remove(folder);
    }

    private static void remove(DemoFolder folder) {
        try {
            folder.close();
        } catch (IOException failed) {
            System.err.println("florin: the folder could not be removed: " + failed.getMessage());
        }
    }
}
