package io.florin.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any point of writing a snapshot leaves the one before, or both; and the next one can be written. */
final class SnapshotKillTest {
    private static final int POINTS = 20;
    private static final long FIRST = 1L + StopsWritingSnapshot.ACCOUNTS + StopsWritingSnapshot.TRANSFERS;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theOneBeforeIsUsableAfterAKillAtAnyOfTwentyPoints() throws Exception {
        int stopped = 0;
        for (int point = 0; point < POINTS; point++) {
            Path data = folder.resolve("data-" + point);
            String said = writeAndKill(data, point);
            if (said.equals("stopped")) stopped++;
            assertUsable(data, said, "point=" + point);
        }
        assertEquals(POINTS, stopped, "every point lies within the writing");
    }

    private static void assertUsable(Path data, String said, String where) throws IOException {
        Snapshots snapshots = Snapshots.of(Disk.real(), data);
        List<Snapshots.Entry> entries = snapshots.list();
        assertEquals(FIRST, entries.getLast().sequence(), where);
        for (Snapshots.Entry entry : entries) {
            var ledger = snapshots.load(snapshots.verify(entry));
            assertEquals(entry.sequence(), ledger.lastSequence(), where);
        }
        assertTrue(entries.size() == 1 || said.equals("stopped"), where);

        var ledger = States.of(StopsWritingSnapshot.ACCOUNTS, StopsWritingSnapshot.TRANSFERS + 1);
        try (Snapshots.Lock lock = snapshots.tryLock().orElseThrow()) {
            assertEquals(FIRST + 1, lock.create(ledger, States.position(ledger)).sequence(), where);
        }
    }

    private static String writeAndKill(Path data, int point) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StopsWritingSnapshot.class.getName(), data.toString(), Integer.toString(point)));
        Process writer = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII));
        String said = String.valueOf(lines.readLine());
        writer.toHandle().destroyForcibly();
        assertEquals(137, writer.waitFor());
        return said;
    }
}
