package io.florin.ledger.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ledger.mutants.MutantTrial.Outcome;
import io.florin.ledger.mutants.MutantTrial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * So many single-line mutants of the ledger, drawn by a seed: the tests must kill all but those that a person has shown
 * to be equivalent, in {@code src/test/mutants/equivalent.txt}.
 *
 * <p>Run it: {@code ./mvnw -Plong -pl engine test -Dtest=MutantsTest}, with {@code -Dflorin.mutants.seed} and {@code
 * -Dflorin.mutants.count} as wanted. The whole list, with outcomes, is then in {@code target/mutants.txt}.
 */
@Tag("long")
final class MutantsTest {
    private static final System.Logger LOG = System.getLogger(MutantsTest.class.getName());
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "florin", "ledger");
    private static final List<Path> CLASSES = List.of(Path.of("target", "classes"), Path.of("target", "test-classes"));
    private static final Path EQUIVALENT = Path.of("src", "test", "mutants", "equivalent.txt");
    private static final Path REPORT = Path.of("target", "mutants.txt");
    private static final String BECAUSE = "    because ";
    private static final long SEED = Long.getLong("florin.mutants.seed", 1);
    private static final int COUNT = Integer.getInteger("florin.mutants.count", 200);

    @TempDir
    Path scratch = Path.of("");

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final List<String> report = new ArrayList<>();
    private int equivalents;

    @Test
    void theTestsNoticeEveryChangeThatMakesADifference() throws Exception {
        try (MutantTrial trial = new MutantTrial(SOURCES, scratch, CLASSES)) {
            Verdict unchanged = trial.runUnchanged();
            assertEquals(new Verdict(Outcome.SURVIVED, ""), unchanged, "the ledger as it is passes its tests");
            List<String> survivors = survivors(trial);
            note("seed " + SEED + ": " + outcomes + ", equivalent " + equivalents + ", kinds " + kinds);
            assertEquals("", String.join("\n", survivors), "these changes went unnoticed");
            assertTrue(outcomes.getOrDefault(Outcome.KILLED, 0) >= 40, "enough of them were tried");
        }
    }

    private List<String> survivors(MutantTrial trial) throws Exception {
        Map<String, String> equivalent = equivalent();
        List<String> survivors = new ArrayList<>();
        for (Mutant mutant : MutantSource.of(SOURCES, SEED)) {
            if (outcomes.values().stream().mapToInt(Integer::intValue).sum() + equivalents >= COUNT) break;
            if (equivalent.containsKey(mutant.key())) {
                equivalents++;
                note("EQUIVALENT | " + mutant + " | " + equivalent.get(mutant.key()));
                continue;
            }
            Verdict verdict = trial.run(mutant);
            Outcome outcome = verdict.outcome();
            if (outcome == Outcome.UNCOMPILABLE) continue;
            outcomes.merge(outcome, 1, Integer::sum);
            kinds.merge(mutant.kind(), 1, Integer::sum);
            note(outcome + " | " + mutant + " | " + verdict.by());
            if (outcome == Outcome.SURVIVED) survivors.add(mutant.toString());
        }
        return survivors;
    }

    private void note(String line) throws IOException {
        LOG.log(System.Logger.Level.INFO, line);
        report.add(line);
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, report);
    }

    /** A change on one line, its reason on the next. */
    private static Map<String, String> equivalent() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        List<String> lines = Files.readAllLines(EQUIVALENT).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toList());
        for (int i = 0; i < lines.size(); i += 2) {
            assertTrue(lines.get(i + 1).startsWith(BECAUSE), () -> "a reason is missing in " + EQUIVALENT);
            reasons.put(lines.get(i), lines.get(i + 1).substring(BECAUSE.length()));
        }
        return reasons;
    }
}
