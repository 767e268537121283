package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is killed at any moment loses nothing that it had said is durable (T3, as far as the journal goes).
 */
final class KillTest {
    private static final int KILLS = 5;
    private static final int BATCHES_MAX = 1_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void whatWasForcedSurvivesSigkill(JournalKind kind) throws Exception {
        long seed = 20_261_120;
        var random = new SplittableRandom(seed);
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        long last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long forced = writeAndKill(path, kind, random);
            try (DataDirectory directory = Life.open(Disk.real(), path)) {
                Records records = Records.of(directory);
                assertTrue(
                        records.count() >= forced,
                        () -> "seed=" + seed + " said " + forced + ", found " + records.tail());
                assertEquals(records.count(), records.tail().sequence());
                assertTrue(records.count() > last);
                last = records.count();
            }
        }
    }

    /** Returns the last sequence that the process called durable. */
    private static long writeAndKill(Path path, JournalKind kind, SplittableRandom random)
            throws IOException, InterruptedException {
        Process writer =
                Processes.start(WritesJournal.class, path.toString(), kind.name(), Long.toString(random.nextLong()));
        try (BufferedReader lines = Processes.lines(writer)) {
            long forced = 0;
            int killAfter = random.nextInt(1, BATCHES_MAX);
            for (int i = 0; i < killAfter; i++) forced = Long.parseLong(lines.readLine());
            writer.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (lines.ready()) forced = Long.parseLong(line); // the last one may be cut short
            }
            assertEquals(137, writer.waitFor());
            return forced;
        }
    }
}
