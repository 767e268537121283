package io.florin.bench.run;

import io.florin.bench.load.LoadFailedException;
import io.florin.bench.run.SlaObjective.Verdict;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sla",
        description = {
            "Put the load of a profile on a node, and hold what is seen against what is promised.",
            "Every answer and every account is checked. Exit 1 if a promise is broken, 4 if the books are wrong.",
            "Profiles: payroll-peak, festival-peak, consumer, market-open, full-day, times-ten; or a file of yours,"
                    + " written as those in bench/sla/ are."
        })
final class SlaCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "A name, or a file that ends in .conf.")
    private String profile = "";

    @Option(names = "--seconds", description = "Fewer than the profile has, for trying it out.")
    private @Nullable Integer seconds;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "On the disk to be measured, made if it is not there; default is the working directory.")
    private Path directory = Path.of(".");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write PROFILE.html there, to look at, and the latencies as .hgrm and .hlog.")
    private @Nullable Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the node; may be given again.")
    private List<String> nodeSettings = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        SlaRun run = run();
        Machine machine = Machine.here(directory);
        System.out.printf(
                "%s: %s%n%s%n",
                run.profile().name(), run.profile().sentence(), run.profile().describe());
        for (Verdict verdict : run.verdicts()) {
            System.out.printf(
                    "%-8s %-12s %-12s %s%n",
                    verdict.name(), verdict.wanted(), verdict.seen(), verdict.isMet() ? "met" : "BREACH");
        }
        System.out.printf(
                Locale.ROOT,
                "%-8s %-12s %-12s met: %,d answers, %,d accounts to the cent%n",
                "twice",
                "0",
                "0",
                run.load().eventsInAll(),
                run.profile().accounts());
        System.out.println(machine.description() + ", commit " + machine.commit() + ", " + machine.date());
        if (out != null) write(run, machine, out);
        return run.verdicts().stream().allMatch(Verdict::isMet) ? ExitCode.OK : ExitCode.FAILED;
    }

    private SlaRun run() throws Exception {
        try {
            SlaProfile whole = SlaProfile.named(profile);
            SlaProfile asked = seconds == null ? whole : whole.shortened(seconds);
            Files.createDirectories(directory);
            try (var progress = new RunProgress(asked.name(), false)) {
                return SlaRun.run(asked, directory, nodeSettings, progress);
            }
        } catch (LoadFailedException wrong) {
            throw new CommandFailure(ExitCode.DAMAGED, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
        }
    }

    private static void write(SlaRun run, Machine machine, Path out) throws IOException {
        LatencyFiles.write(out, run.profile().name(), run.load());
        Path page = Files.writeString(out.resolve(run.profile().name() + ".html"), SlaPage.of(run, machine));
        System.out.println("to look at: " + page);
    }
}
