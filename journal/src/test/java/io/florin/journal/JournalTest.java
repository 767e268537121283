package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into a journal comes out of it, over segments and lives, whatever its files are made with. */
final class JournalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void whatWasForcedIsFoundByTheNextLife(JournalKind kind) throws IOException {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        long last = 0;
        for (int life = 1; life <= 4; life++) {
            try (Life current = Life.begin(Disk.real(), path, kind, life)) {
                assertEquals(last, current.found().sequence());
                assertEquals(life, current.directory().life());
                current.commit(100);
                last = current.requests().sequence();
                assertEquals(last, current.journal().forced());
            }
        }
        try (DataDirectory directory = Life.open(Disk.real(), path)) {
            Records records = Records.of(directory);
            assertEquals(last, records.count());
            assertEquals(last, records.tail().sequence());
            assertEquals(4, records.tail().epoch());
            assertEquals(0, records.tail().tornBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void fullSegmentsRoll(JournalKind kind) throws IOException {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        try (Life life = Life.begin(Disk.real(), path, kind, 7)) {
            for (int i = 0; i < 40; i++) life.commitRequest(Requests.EVENTS_MAX);
        }
        try (DataDirectory directory = Life.open(Disk.real(), path)) {
            assertEquals(40L * Requests.EVENTS_MAX, Records.of(directory).count());
            int segments = Disk.real().list(directory.journal()).size();
            assertTrue(segments >= 4, () -> "segments=" + segments);
        }
    }
}
