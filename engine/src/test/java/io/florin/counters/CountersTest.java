package io.florin.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersTest {
    @Test
    void noIdAndNoLabelIsGivenTwice() {
        var ids = new HashSet<Integer>();
        var labels = new HashSet<String>();
        for (FlorinCounter counter : FlorinCounter.values()) {
            assertTrue(ids.add(counter.id()), () -> "id given twice: " + counter);
            assertTrue(labels.add(counter.label()), () -> "label given twice: " + counter);
            assertTrue(counter.sentence().endsWith("."), () -> "not a sentence: " + counter);
        }
    }

    @Test
    void countsUpDownAndKeepsTheHighest() {
        try (var counters = Counters.inMemory()) {
            counters.increment(FlorinCounter.CONNECTIONS_HTTP);
            counters.increment(FlorinCounter.CONNECTIONS_HTTP);
            counters.decrement(FlorinCounter.CONNECTIONS_HTTP);
            counters.add(FlorinCounter.JOURNAL_BYTES, 4_096);
            counters.max(FlorinCounter.JOURNAL_FORCE_NS_MAX, 7);
            counters.max(FlorinCounter.JOURNAL_FORCE_NS_MAX, 5);

            assertEquals(1, counters.value(FlorinCounter.CONNECTIONS_HTTP));
            assertEquals(4_096, counters.value(FlorinCounter.JOURNAL_BYTES));
            assertEquals(7, counters.value(FlorinCounter.JOURNAL_FORCE_NS_MAX));
        }
    }

    @Test
    void anotherProcessCanReadTheFile(@TempDir Path directory) {
        Path file = directory.resolve("counters");
        try (var counters = Counters.mapped(file)) {
            counters.set(FlorinCounter.JOURNAL_FORCED, 42);

            var mapping = IoUtil.mapExistingFile(file.toFile(), "counters");
            try {
                assertEquals(Counters.MAGIC, new UnsafeBuffer(mapping).getInt(0));
                var reader = new CountersReader(
                        new UnsafeBuffer(mapping, 64, 128 * CountersReader.METADATA_LENGTH),
                        new UnsafeBuffer(
                                mapping,
                                64 + 128 * CountersReader.METADATA_LENGTH,
                                128 * CountersReader.COUNTER_LENGTH));
                int[] seen = new int[1];
                reader.forEach((value, counterId, label) -> {
                    seen[0]++;
                    if (label.equals(FlorinCounter.JOURNAL_FORCED.label())) assertEquals(42, value);
                });
                assertEquals(FlorinCounter.values().length, seen[0]);
            } finally {
                BufferUtil.free(mapping);
            }
        }
    }

    @Test
    void anErrorIsKeptOnceWithItsCount() {
        try (var counters = Counters.inMemory()) {
            Exception[] errors = new Exception[3];
            Arrays.setAll(errors, i -> new IllegalStateException("disk.force=failed"));
            for (Exception error : errors) counters.errorLog().record(error);

            List<String> entries = counters.errorLog().entries();
            assertEquals(1, entries.size());
            assertTrue(entries.getFirst().startsWith("3 times"), entries::getFirst);
            assertTrue(entries.getFirst().contains("disk.force=failed"), entries::getFirst);
            assertEquals(1, counters.value(FlorinCounter.ERRORS_DISTINCT));
            assertFalse(counters.lines().isEmpty());
        }
    }
}
