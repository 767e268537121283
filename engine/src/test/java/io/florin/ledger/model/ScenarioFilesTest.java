package io.florin.ledger.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ledger.scenario.Host;
import io.florin.ledger.scenario.LedgerHost;
import io.florin.ledger.scenario.ScenarioRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table in {@code src/test/scenarios}, against the model and the ledger; ops runs them against a node. */
final class ScenarioFilesTest {
    private static final Path FOLDER = Path.of("src", "test", "scenarios");
    private static final long SALT = 0xF1;

    static List<Path> tables() throws IOException {
        try (Stream<Path> below = Files.walk(FOLDER)) {
            return below.filter(file -> file.toString().endsWith(".table"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theModelDecidesAsTheTableSays(Path table) throws IOException {
        run(new LedgerModel(), table);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theLedgerDecidesAsTheTableSays(Path table) throws IOException {
        run(new LedgerHost(), table);
    }

    @Test
    void noTableWasLeftOut() throws IOException {
        assertTrue(tables().size() >= 37, () -> "tables in " + FOLDER.toAbsolutePath());
    }

    private static void run(Host host, Path table) throws IOException {
        ScenarioRunner.run(host, SALT, Files.readString(table));
    }
}
