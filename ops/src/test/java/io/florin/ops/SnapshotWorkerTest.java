package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.CountersFile;
import io.florin.counters.FlorinCounter;
import io.florin.journal.Disk;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node under load has its snapshots taken beside it; a start behind one replays the tail alone. */
final class SnapshotWorkerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("");

    private Path data() {
        return folder.resolve("data");
    }

    private void awaitSnapshots(NodeProcess node, long count) throws Exception {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (CountersFile.value(data().resolve("counters"), FlorinCounter.SNAPSHOTS_TAKEN) < count) {
            assertTrue(node.isAlive(), node::outputOrReason);
            assertEquals(
                    0,
                    CountersFile.value(data().resolve("counters"), FlorinCounter.SNAPSHOTS_FAILED),
                    () -> read(data().resolve("snapshots.log")));
            assertTrue(System.nanoTime() < deadlineNs, "no snapshot in time");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unread) {
            return unread.toString();
        }
    }

    @Test
    void snapshotsAreTakenWhileClientsAreServed() throws Exception {
        var options = new NodeProcess.Options(
                data(),
                folder.resolve("logs"),
                List.of(
                        "journal.filesystem=accept",
                        "journal.segment=16 MiB",
                        "snapshot.every=1 s",
                        "snapshot.every-bytes=1 MiB",
                        "journal.retain=1 s",
                        "journal.archive=" + folder.resolve("archive")),
                List.of("-Xmx512m"));
        try (NodeProcess node =
                NodeProcess.of(options).init(List.of(), PATIENCE).start()) {
            node.awaitReady(PATIENCE);
            try (Load load = new Load(node.ready().binary(), PATIENCE, true).start(4, 20_261_121)) {
                load.awaitMoreAnswers(100);
                awaitSnapshots(node, 2);
                load.stop();
            }
            node.kill();
            List<Snapshots.Entry> snapshots = Snapshots.of(Disk.real(), data()).list();
            assertTrue(snapshots.size() >= 2, snapshots::toString);

            node.start().awaitReady(PATIENCE);
            assertTrue(node.ready().replayed()
                    <= node.ready().recovered() - snapshots.getFirst().sequence());
            assertTrue(node.ready().recovered() > 100);
            assertEquals(0, node.terminate(PATIENCE), "and leaves no worker behind");
        }
    }
}
