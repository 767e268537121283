package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real node under load is killed at random moments and started again. Its clients send again what has no answer. In
 * the end everything that was acknowledged is there once, with the result that was told.
 */
@Tag("faults")
final class KillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final System.Logger FIGURES = System.getLogger(KillTest.class.getName());
    private static final int CLIENTS = 6;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "{0}, {2} kills, seed={1}")
    @CsvSource({"chronicle, 20261120, 10", "plain, 20261121, 4"})
    void everyAcknowledgedTransferSurvivesEveryKill(String kind, long seed, int kills) throws Exception {
        var random = new SplittableRandom(seed);
        var options = new NodeProcess.Options(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("journal.filesystem=accept", "journal.kind=" + kind, "journal.segment=16 MiB"),
                List.of("-Xmx512m"));
        try (NodeProcess node =
                NodeProcess.of(options).init(List.of(), PATIENCE).start()) {
            node.awaitReady(PATIENCE);
            try (Load load = new Load(node.ready().binary(), PATIENCE, true).start(CLIENTS, random.nextLong())) {
                for (int kill = 0; kill < kills; kill++) {
                    load.awaitMoreAnswers(random.nextInt(200));
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(50_000)));
                    node.kill();
                    node.start().awaitReady(PATIENCE);
                }
                load.awaitMoreAnswers(1);
                load.stop();
                audit(node, load);
                assertEquals(kills + 2, node.ready().epoch(), "one epoch for init and one for each start");
                FIGURES.log(
                        Level.INFO,
                        kind + ", seed " + seed + ": " + kills + " kills, "
                                + load.acknowledged().size() + " transfers acknowledged and all found, "
                                + load.outcomesUnknown() + " requests whose outcome a kill left open");
            }
        }
    }

    private static void audit(NodeProcess node, Load load) {
        List<Load.Acknowledged> acknowledged = load.acknowledged();
        Set<UUID> ids = new HashSet<>();
        acknowledged.forEach(entry -> ids.add(entry.transfer().id()));
        assertEquals(acknowledged.size(), ids.size());
        assertTrue(load.outcomesUnknown() > 0, "no kill met a request under way");
        try (Audit audit = new Audit(node.ready().binary())) {
            audit.everyAcknowledgedTransferIsThere(acknowledged);
            audit.balancesAreTheSumOf(acknowledged, load.accounts());
        }
    }
}
