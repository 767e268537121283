package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.JournalDamagedException;
import io.florin.pipeline.Clock;
import io.florin.replay.Recovery;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single bits that went bad in the journal of a node that was killed, through everything that a start does (T8). */
@Tag("faults")
final class DamagedStartTest {
    private static final int FLIPS = 20;
    private static final long SEED = 8;
    private static final int BATCHES_OFFSET = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyOneRefusesTheStartAtItsPlaceAndNothingIsChanged() throws Exception {
        NodeProcess.Options options = liveAndKill();
        Path records =
                options.data().resolve("journal").resolve("0000000002-000000").resolve("records.fl");
        byte[] good = Files.readAllBytes(records);
        int end = good.length;
        while (good[end - 1] == 0) end--;
        assertTrue(end > 10 * BATCHES_OFFSET, "bytes=" + end);

        var random = new SplittableRandom(SEED);
        for (int i = 0; i < FLIPS; i++) {
            int at = random.nextInt(BATCHES_OFFSET, end);
            byte bad = (byte) (good[at] ^ 1 << random.nextInt(Byte.SIZE));
            put(records, at, bad);
            byte[] before = Files.readAllBytes(options.data().resolve("node"));
            var damaged = assertThrows(
                    JournalDamagedException.class, () -> open(options).close(), "byte " + at);
            assertEquals("0000000002-000000", damaged.segment().toString());
            assertTrue(damaged.offset() <= at && damaged.offset() >= BATCHES_OFFSET, damaged.getMessage());
            assertEquals(bad, Files.readAllBytes(records)[at], "left as it was");
            assertEquals(
                    -1,
                    Arrays.mismatch(before, Files.readAllBytes(options.data().resolve("node"))));
            put(records, at, good[at]);
        }
        open(options).close();
    }

    private NodeProcess.Options liveAndKill() throws Exception {
        var options = new NodeProcess.Options(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("journal.filesystem=accept", "journal.kind=plain", "journal.segment=16 MiB"),
                List.of("-Xmx512m"));
        try (NodeProcess node =
                NodeProcess.of(options).init(List.of(), PATIENCE).start()) {
            node.awaitReady(PATIENCE);
            try (Load load = new Load(node.ready().binary(), PATIENCE, false).start(2, SEED)) {
                load.awaitMoreAnswers(200);
                node.kill();
            }
        }
        return options;
    }

    private static Road open(NodeProcess.Options options) throws IOException, InterruptedException {
        List<String> settings = new ArrayList<>(options.settings());
        settings.add("data=" + options.data());
        var around = new Road.Around(Clock.system(), Recovery.Progress.NONE, lastWords -> {});
        return Road.open(NodeConfig.of(Settings.load(null, settings)), Road.Found.LEDGER, around);
    }

    private static void put(Path file, int at, byte value) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            bytes.write(value);
        }
    }
}
