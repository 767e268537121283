package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever looks sees what was forced, leaves no trace, and is in nobody's way. */
final class JournalViewTest {
    private static final Disk DISK = Disk.real();

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void create() {
        data = Life.create(DISK, folder.resolve("data"));
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void atRestItShowsAllAndChangesNothing(JournalKind kind) throws IOException {
        try (Life life = Life.begin(DISK, data, kind, 1)) {
            life.commit(20);
        }
        List<String> before = files();
        JournalView view = JournalView.of(DISK, data);
        assertFalse(view.isLive());
        assertEquals(Life.LEDGER_HIGH, view.ledgerIdHigh());
        assertEquals(Life.LEDGER_LOW, view.ledgerIdLow());
        try (Reader reader = view.read(1)) {
            long records = 0;
            Chain chain = Chain.NOTHING;
            while (reader.next()) {
                assertEquals(++records, reader.sequence());
                if (reader.isLastOfBatch()) chain = reader.chain();
            }
            assertEquals(records, reader.tail().sequence());
            assertEquals(reader.tail().chain(), chain);
        }
        assertEquals(before, files());
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void whileANodeRunsItShowsWhatTheCountersSayIsForced(JournalKind kind) throws IOException {
        try (Life life = Life.begin(DISK, data, kind, 1);
                Counters counters = Counters.mapped(data.resolve("counters"))) {
            life.commit(5);
            var starting = assertThrows(DataDirectoryException.class, () -> JournalView.of(DISK, data));
            assertEquals(
                    "its node is just starting; look again when it is ready: florin.data=" + data,
                    starting.getMessage());

            long forced = life.journal().forced();
            counters.set(FlorinCounter.JOURNAL_FORCED, forced);
            life.commit(5);
            JournalView view = JournalView.of(DISK, data);
            assertTrue(view.isLive());
            assertEquals(forced, last(view));
            assertTrue(life.journal().forced() > forced);
        }
    }

    @Test
    void aLookDoesNotTakeTheNodesLockAway() throws Exception {
        try (DataDirectory open = Life.open(DISK, data)) {
            assertTrue(DISK.isLocked(open.path().resolve("lock")));
            assertThrows(DataDirectoryException.class, () -> Life.open(DISK, data));
            Process other = Processes.start(HoldsDataDirectory.class, data.toString());
            boolean isRefused = other.waitFor(30, TimeUnit.SECONDS) && other.exitValue() != 0;
            other.destroyForcibly();
            assertTrue(isRefused, "another process got the lock that this one holds");
        }
        assertFalse(DISK.isLocked(data.resolve("lock")));
    }

    @Test
    void anotherProcesssLockIsSeen() throws Exception {
        Process other = Processes.start(HoldsDataDirectory.class, data.toString());
        try {
            Processes.awaitLine(other, "open");
            assertTrue(DISK.isLocked(data.resolve("lock")));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertFalse(DISK.isLocked(data.resolve("lock")));
    }

    @Test
    void whereThereIsNoNodeThereIsNothingToSee() {
        var refused = assertThrows(DataDirectoryException.class, () -> JournalView.of(DISK, folder));
        assertEquals("there is no node in it: florin.data=" + folder, refused.getMessage());
    }

    private static long last(JournalView view) throws IOException {
        try (Reader reader = view.read(1)) {
            long last = 0;
            while (reader.next()) last = reader.sequence();
            return last;
        }
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : paths.sorted().toList()) files.add(path + " " + Files.getLastModifiedTime(path));
        }
        return files;
    }
}
