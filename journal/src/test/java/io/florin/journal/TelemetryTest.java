package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing reports home: Chronicle's analytics are not there, and a queue leaves no trace where it would put them. */
final class TelemetryTest {
    @TempDir
    Path folder;

    @Test
    void theAnalyticsClassesAreNotOnTheClassPath() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }

    @Test
    void aQueueWritesNothingIntoTheHomeDirectory() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path data = Life.create(Disk.real(), folder.resolve("data"));
        Process writer = Processes.start(
                List.of("-Duser.home=" + home),
                WritesJournal.class,
                data.toString(),
                JournalKind.CHRONICLE.name(),
                "1");
        Processes.awaitLine(writer, "1");
        writer.destroyForcibly().waitFor();
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
