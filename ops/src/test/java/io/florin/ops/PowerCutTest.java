package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails under load, on a real file system (T5, T6): ext4 drops every page and every log entry that was not
 * forced, and every force from then on fails. The node must halt with 70 and answer nothing more; after the restart
 * everything that was acknowledged is there, once, and nothing else is.
 *
 * <p>The long run: {@code -Dflorin.power-cuts=150 -Dflorin.seed=…}, for each kind so many.
 */
@Tag("root")
final class PowerCutTest {
    private static final System.Logger FIGURES = System.getLogger(PowerCutTest.class.getName());
    private static final int CUTS = Integer.getInteger("florin.power-cuts", 5);
    private static final long SEED = Long.getLong("florin.seed", 20_261_121);
    private static final int CUTS_PER_DISK = 5;
    private static final long DISK_LENGTH = 1L << 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CLIENTS = 6;

    private long acknowledged;
    private long unknown;
    private long haltNsMax;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"chronicle", "plain"})
    void nothingThatWasAcknowledgedIsLost(String kind, @TempDir Path folder) throws Exception {
        var random = new SplittableRandom(SEED + kind.hashCode());
        int cuts = 0;
        while (cuts < CUTS) {
            int onThisDisk = Math.min(CUTS_PER_DISK, CUTS - cuts);
            run(kind, folder, onThisDisk, random);
            cuts += onThisDisk;
        }
        String figures = String.format(
                Locale.ROOT,
                "%s, seed %d: %d power cuts, %,d transfers acknowledged and all found, %,d requests whose outcome a cut"
                        + " left open, at most %,d ms from cut to exit",
                kind,
                SEED,
                cuts,
                acknowledged,
                unknown,
                TimeUnit.NANOSECONDS.toMillis(haltNsMax));
        FIGURES.log(Level.INFO, figures);
    }

    private void run(String kind, Path folder, int cuts, SplittableRandom random) throws Exception {
        try (LoopDisk disk = LoopDisk.ext4(folder, DISK_LENGTH);
                NodeProcess node = node(kind, disk, folder)) {
            node.start().awaitReady(PATIENCE);
            try (Load load = new Load(node.ready().binary(), PATIENCE, true).start(CLIENTS, random.nextLong())) {
                for (int cut = 0; cut < cuts; cut++) {
                    load.awaitMoreAnswers(random.nextInt(400));
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(50_000)));
                    cut(disk, node);
                    node.start().awaitReady(PATIENCE);
                }
                load.awaitMoreAnswers(1);
                load.stop();
                audit(node, load);
            }
        }
    }

    private void cut(LoopDisk disk, NodeProcess node) throws Exception {
        long cutNs = System.nanoTime();
        disk.cutPower();
        assertEquals(70, node.exitCode(PATIENCE), node::outputOrReason);
        haltNsMax = Math.max(haltNsMax, System.nanoTime() - cutNs);
        assertTrue(node.output().contains("florin halts with 70: "), node.output());
        disk.restart();
    }

    private void audit(NodeProcess node, Load load) {
        try (Audit audit = new Audit(node.ready().binary())) {
            audit.everyAcknowledgedTransferIsThere(load.acknowledged());
            audit.balancesAreTheSumOf(load.acknowledged(), load.accounts());
        }
        acknowledged += load.acknowledged().size();
        unknown += load.outcomesUnknown();
    }

    private static NodeProcess node(String kind, LoopDisk disk, Path folder) throws Exception {
        var options = new NodeProcess.Options(
                disk.data(),
                folder.resolve("logs"),
                List.of("journal.kind=" + kind, "journal.segment=16 MiB"),
                List.of("-Xmx512m"));
        return NodeProcess.of(options).init(List.of(), PATIENCE);
    }
}
