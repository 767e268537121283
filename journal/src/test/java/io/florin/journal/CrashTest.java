package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The power fails in the middle of a force, and the disk keeps any sectors it likes of what was not forced: nothing
 * that was forced is missing, and a torn batch is never taken for damage.
 */
final class CrashTest {
    private static final int SEEDS = 150;
    private static final int LIVES = 4;

    @Test
    void whatWasForcedSurvivesAPowerCut() throws IOException {
        int cuts = 0;
        for (long seed = 1; seed <= SEEDS; seed++) cuts += live(seed);
        assertTrue(cuts > SEEDS / 2, "torn batches seen: " + cuts); // else the disk is too tame to show anything
    }

    /** Returns how many batches were found torn. */
    private static int live(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var disk = new SimulatedDisk(seed);
        Path path = Life.create(disk, Path.of("/data"));
        long forced = 0;
        long appended = 0;
        int cuts = 0;
        for (int life = 0; life < LIVES; life++) {
            String when = "seed=" + seed + " life=" + life;
            Life current = begin(disk, path, random, when);
            Tail found = current.found();
            assertTrue(found.sequence() >= forced, when + " forced " + forced + ", found " + found);
            assertTrue(found.sequence() <= appended, when + " appended " + appended + ", found " + found);
            if (found.isTorn()) cuts++;

            disk.cutPowerInRoadForceAfter(random.nextInt(12));
            assertEquals(
                    SimulatedDisk.POWER_CUT,
                    assertThrows(IOException.class, () -> current.commit(100)).getMessage());
            forced = current.journal().forced();
            appended = current.requests().sequence();
            current.close();
            disk.crash();
        }
        return cuts;
    }

    private static Life begin(SimulatedDisk disk, Path path, SplittableRandom random, String when) throws IOException {
        try {
            return Life.begin(disk, path, JournalKind.PLAIN, random.nextLong());
        } catch (JournalDamagedException e) {
            throw new AssertionError(when, e);
        }
    }
}
