package io.florin.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CountersFileTest {
    @TempDir
    Path directory;

    @Test
    void readsWhatAnotherCountsAlsoAfterItsEnd() {
        Path file = directory.resolve("counters");
        try (var counters = Counters.mapped(file)) {
            counters.add(FlorinCounter.JOURNAL_BYTES, 12_345);
            counters.set(FlorinCounter.COMMANDS_DECIDED, 7);
            assertEquals(12_345, CountersFile.value(file, FlorinCounter.JOURNAL_BYTES));
            counters.add(FlorinCounter.JOURNAL_BYTES, 5);
            assertEquals(12_350, CountersFile.value(file, FlorinCounter.JOURNAL_BYTES));
        }
        assertEquals(7, CountersFile.value(file, FlorinCounter.COMMANDS_DECIDED));
        assertEquals(0, CountersFile.value(file, FlorinCounter.HANDLER_ERRORS));
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        Path file = directory.resolve("counters");
        Files.write(file, new byte[1024 * 1024]);
        var refused =
                assertThrows(IllegalStateException.class, () -> CountersFile.value(file, FlorinCounter.JOURNAL_BYTES));
        assertTrue(
                String.valueOf(refused.getMessage()).endsWith("counters=" + file),
                String.valueOf(refused.getMessage()));
    }
}
