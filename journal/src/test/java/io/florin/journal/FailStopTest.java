package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first failure is the last thing that the journal does: no second force, no further batch (JOURNAL.md, rule 9).
 */
final class FailStopTest {
    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final Path path = Life.create(disk, Path.of("/data"));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 17})
    void aFailedForceIsFinal(long forces) throws IOException {
        Life life = Life.begin(disk, path, JournalKind.PLAIN, 1);
        disk.failRoadForceAfter(forces);
        IOException failure = assertThrows(IOException.class, () -> life.commit(100));
        assertEquals("Input/output error", failure.getMessage());
        long forced = life.journal().forced();

        assertThrows(IllegalStateException.class, () -> life.journal().force());
        assertThrows(IllegalStateException.class, () -> life.commit(1));
        life.close();
        assertEquals(1, disk.failures());
        assertEquals(0, disk.forcesAfterFailure());

        disk.crash();
        try (DataDirectory directory = Life.open(disk, path)) {
            assertTrue(Records.of(directory).count() >= forced);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5})
    void aShortWriteIsFinal(long writes) throws IOException {
        Life life = Life.begin(disk, path, JournalKind.PLAIN, 2);
        life.commit(10);
        disk.tearWriteAfter(writes);
        assertThrows(IOException.class, () -> life.commit(100));
        assertThrows(IllegalStateException.class, () -> life.commit(1));
        life.close();
    }
}
