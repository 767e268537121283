package io.florin.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.bench.load.LoadListener;
import io.florin.bench.run.SlaObjective.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Profiles as they are read, and one on a real node: what is promised and kept, and what cannot be. */
final class SlaTest {
    private static final String SMALL = """
            sentence = "a < b", traffic = %s, connections = 4, window = %d, accounts = 50, warm-up = 1 s
            load = [ { for = 1 s, rate = 100 }, { for = 1 s, rate = 300 } ]
            objectives { rate = 0 %%, max = 120 s, p50 = %s, success = 100 %% }
            """;

    static final List<String> NAMES = SlaProfile.NAMES;

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyProfileCanBeRead(String name) throws IOException {
        SlaProfile profile = SlaProfile.named(name);
        assertFalse(profile.objectives().isEmpty());
        assertTrue(profile.seconds() >= 60, () -> name + " seconds: " + profile.seconds());
        assertEquals(5, profile.shortened(5).seconds());
    }

    @Test
    void aDayHasItsPayments() throws IOException {
        assertNear(10_000_000, sum(SlaProfile.named("full-day")), 10_000); // each second is rounded down
        assertNear(5_000_000 / 3_600 * 5, sum(SlaProfile.named("consumer")), 100); // five seconds of each hour
    }

    private static void assertNear(long wanted, long seen, long atMost) {
        assertTrue(Math.abs(wanted - seen) <= atMost, () -> "wanted " + wanted + ", seen " + seen);
    }

    private static long sum(SlaProfile profile) {
        return profile.curve().stream().mapToLong(Long::longValue).sum();
    }

    /** A median that nobody can keep is the one breach. */
    @ParameterizedTest
    @CsvSource({"http, 1", "binary, 8", "mixed, 8"})
    void aBrokenPromiseIsSeen(String traffic, int window) throws Exception {
        SlaProfile profile = SlaProfile.of("small", SMALL.formatted(traffic, window, "0 s"));
        SlaRun run = SlaRun.run(profile, directory, List.of("journal.segment=16 MiB"), LoadListener.NONE);
        assertEquals(
                List.of("p50"),
                run.verdicts().stream()
                        .filter(verdict -> !verdict.isMet())
                        .map(Verdict::name)
                        .toList(),
                () -> run.verdicts().toString());
        assertTrue(
                run.load().eventsInAll() >= 100, () -> "answers: " + run.load().eventsInAll());
        assertEquals(0, run.refused());
        String page = SlaPage.of(run, Machine.here(directory));
        assertTrue(page.contains("a &lt; b"));
        assertTrue(page.contains("class=\"breach\""));
        assertFalse(page.contains("NaN"), page);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            traffic = fax                      | must be binary, http or mixed: traffic=fax
            colour = red                       | there is no such key: colour
            objectives.mean = 1 ms | must be rate, success, max or a percentile such as p99 or p99_9: objectives.mean
            objectives { rate = 5 }            | must be per cent: objectives.rate=5
            day { rates = real, weights = [1, 2] } | must have 24 hours: day.weights=[1, 2]
            """)
    void aWrongProfileIsNamed(String line, String sentence) {
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> SlaProfile.of("wrong", SMALL.formatted("http", 1, "1 s") + line));
        assertEquals(sentence + ": profile=wrong", String.valueOf(wrong.getMessage()));
    }

    @Test
    void anUnknownProfileIsNamed() {
        var wrong = assertThrows(IllegalArgumentException.class, () -> SlaProfile.named("rush-hour"));
        assertTrue(String.valueOf(wrong.getMessage()).endsWith("profile=rush-hour"), () -> String.valueOf(wrong));
    }
}
