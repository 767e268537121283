package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.HaltingDisk.Halted;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The machine stops at every point at which the journal asks something of its disk (T4): while a data directory is
 * made, a life begins, segments are prepared, batches are appended and forced, a segment rolls, and a life ends. The
 * disk forgets what was not forced. The next life finds all that was forced, nothing that was not appended, and goes
 * on.
 *
 * <p>Chronicle writes into its own mapping, past every seam, so its kind of file cannot halt in an append here; what
 * may be left of one is in {@link DamageTest}, and a power cut on a real disk is in {@code PowerCutTest} of ops.
 */
final class HaltTest {
    private static final System.Logger FIGURES = System.getLogger(HaltTest.class.getName());
    private static final Path DATA = Path.of("/data");
    private static final int POINTS_MIN = 40;

    private long forced;
    private long appended;

    @Test
    void whateverWasForcedSurvivesAHaltAtEveryPoint() throws IOException {
        var whole = new HaltingDisk(new SimulatedDisk(1), "", 0);
        live(whole);
        int halts = 0;
        for (Map.Entry<String, Integer> point : whole.points().entrySet()) {
            int count = point.getValue();
            var occurrences = new TreeSet<Integer>();
            for (int at : new int[] {0, 1, 2, count / 2, count - 1}) {
                if (at < count) occurrences.add(at);
            }
            for (int occurrence : occurrences) {
                if (halt(point.getKey(), occurrence)) halts++;
            }
        }
        int points = halts;
        assertTrue(
                points >= POINTS_MIN,
                () -> points + " halts at " + whole.points().keySet());
        FIGURES.log(Level.INFO, points + " halts at " + whole.points().keySet());
    }

    /** Whether the point was met: what the preparer does at the end of a life depends on how far it got. */
    private boolean halt(String point, int occurrence) throws IOException {
        String when = point + " #" + occurrence;
        var disk = new SimulatedDisk(31 * point.hashCode() + occurrence);
        boolean isMet = false;
        forced = 0;
        appended = 0;
        try {
            live(new HaltingDisk(disk, point, occurrence));
        } catch (Halted halted) {
            isMet = true;
        }
        disk.crash();
        recover(disk, when);
        return isMet;
    }

    private void recover(SimulatedDisk disk, String when) throws IOException {
        if (!DataDirectory.exists(disk, DATA)) {
            assertEquals(0, appended, when);
            Life.create(disk, DATA);
        }
        try (Life next = Life.begin(disk, DATA, JournalKind.PLAIN, 9)) {
            long found = next.found().sequence();
            assertTrue(found >= forced, () -> when + ": forced " + forced + ", found " + found);
            assertTrue(found <= appended, () -> when + ": appended " + appended + ", found " + found);
            next.commit(3);
        } catch (JournalDamagedException damaged) {
            throw new AssertionError(when, damaged);
        }
    }

    /** Two lives, of which the first rolls. */
    private void live(Disk disk) throws IOException {
        Life.create(disk, DATA);
        live(disk, 12);
        live(disk, 0);
    }

    private void live(Disk disk, int largeRequests) throws IOException {
        Life life = Life.begin(disk, DATA, JournalKind.PLAIN, 7);
        try (life) {
            for (int i = 0; i < 8; i++) {
                life.commit(1);
                forced = life.journal().forced();
            }
            for (int i = 0; i < largeRequests; i++) {
                life.commitRequest(Requests.EVENTS_MAX);
                forced = life.journal().forced();
            }
        } finally {
            appended = life.requests().sequence();
        }
    }
}
