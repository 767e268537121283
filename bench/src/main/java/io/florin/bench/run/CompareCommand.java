package io.florin.bench.run;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Compare two files of figures that \"florin bench run --json\" printed, one JSON object a line.",
            "What counts is the ratio to the limit of the same run: machines differ, and one machine differs from"
                    + " itself."
        })
final class CompareCommand implements Callable<Integer> {
    private static final double PERCENT = 100;

    @Parameters(index = "0", paramLabel = "A", description = "The figures that are recorded.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The figures that are compared with them.")
    private Path after = Path.of("");

    @Option(
            names = "--fail-beyond",
            paramLabel = "PERCENT",
            description = "Exit 1 if a ratio to the limit fell by more than this.")
    private @Nullable Double failBeyond;

    @Override
    public Integer call() {
        Map<String, RecordedFigures> recorded = read(before);
        int compared = 0;
        int fallen = 0;
        System.out.printf("%-48s %11s %11s %7s %7s %8s%n", "", "A /s", "B /s", "A ratio", "B ratio", "change");
        for (RecordedFigures now : read(after).values()) {
            RecordedFigures then = recorded.get(now.name());
            if (then == null) {
                System.out.printf(Locale.ROOT, "%-48s %11s %,11.0f%n", now.name(), "-", now.transfersPerSecond());
                continue;
            }
            compared++;
            double change = PERCENT * (now.ratioToLimit() / then.ratioToLimit() - 1);
            boolean isFallen = failBeyond != null && -change > failBeyond;
            if (isFallen) fallen++;
            System.out.printf(
                    Locale.ROOT,
                    "%-48s %,11.0f %,11.0f %7.2f %7.2f %+7.1f%%%s%n",
                    now.name(),
                    then.transfersPerSecond(),
                    now.transfersPerSecond(),
                    then.ratioToLimit(),
                    now.ratioToLimit(),
                    change,
                    isFallen ? "  fell since " + then.commit() : "");
        }
        if (compared == 0) throw new CommandFailure(ExitCode.USAGE, "no scenario is in both: " + before + " " + after);
        return fallen > 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    private static Map<String, RecordedFigures> read(Path file) {
        try {
            return RecordedFigures.read(file);
        } catch (IOException unread) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be read (" + unread + "): file=" + file);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
        }
    }
}
