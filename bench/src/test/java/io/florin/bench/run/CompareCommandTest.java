package io.florin.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.bench.load.Distribution;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.protocol.codec.Durability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What was printed by a run is what is compared; a ratio that fell too far is an exit code. */
final class CompareCommandTest {
    private final PrintStream out = System.out;

    @TempDir
    Path folder = Path.of("");

    private static String report(String scenario, int connections, double perSecond, double limit) {
        var settings = new RunSettings(
                10,
                5,
                connections,
                64,
                1,
                0,
                10_000,
                Distribution.UNIFORM,
                Durability.DISK,
                false,
                0,
                Optional.empty(),
                Path.of("."),
                List.of(),
                List.of(),
                RunSettings.Recorded.NONE);
        var report = new Report(
                scenario,
                settings,
                perSecond,
                new Latency(1, 2, 3, 4, 5, 6),
                3.5,
                310,
                new Limit("bare", limit, 7),
                "all");
        return ReportJson.of(report, new Machine("2 cores", "abc1234", "2026-11-20T18:00:00Z")) + "\n";
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String compare(int exitCode, Path before, Path after, String... more) {
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        var arguments = new java.util.ArrayList<>(List.of(before.toString(), after.toString()));
        arguments.addAll(List.of(more));
        assertEquals(exitCode, new CommandLine(new CompareCommand()).execute(arguments.toArray(new String[0])));
        return printed.toString(StandardCharsets.UTF_8);
    }

    @AfterEach
    void giveBackTheOutput() {
        System.setOut(out);
    }

    @Test
    void theRatioDecidesNotTheFigure() throws IOException {
        Path before = file("a", report("http", 8, 100_000, 200_000) + report("http", 64, 1, 2));
        Path after = file("b", report("http", 8, 50_000, 100_000));
        String same = compare(ExitCode.OK, before, after, "--fail-beyond", "15");
        assertTrue(same.contains("+0.0%"), same);

        Path fallen = file("c", report("http", 8, 120_000, 300_000));
        String less = compare(ExitCode.FAILED, before, fallen, "--fail-beyond", "15");
        assertTrue(less.contains("-20.0%  fell since abc1234"), less);
        compare(ExitCode.OK, before, fallen, "--fail-beyond", "25");
        compare(ExitCode.OK, before, fallen);
    }

    @Test
    void ofTwoFiguresOfOneNameTheLaterCounts() throws IOException {
        Path before = file("a", report("http", 8, 1, 1) + report("http", 8, 1, 4));
        String printed = compare(ExitCode.OK, before, file("b", report("http", 8, 1, 2)));
        assertTrue(printed.contains("+100.0%"), printed);
    }

    @Test
    void whatCannotBeComparedIsSaid() throws IOException {
        Path good = file("a", report("http", 8, 1, 1));
        Path bad = file("b", report("http", 8, 1, 1) + "{\"scenario\":\"http\"}\n");
        var wrong = assertThrows(IllegalArgumentException.class, () -> RecordedFigures.read(bad));
        assertEquals(
                "no report of florin bench run --json, it has no settings.connections: " + bad + ":2",
                wrong.getMessage());
        Path other = file("c", report("ledger", 8, 1, 1));
        var command = new CommandLine(new CompareCommand());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            assertTrue(failure instanceof CommandFailure, failure::toString);
            return ExitCode.USAGE;
        });
        assertEquals(ExitCode.USAGE, command.execute(good.toString(), other.toString()));
    }
}
