package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.HaltingDisk.Halted;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The machine or the process stops at every point at which the journal asks something of its disk (T4): while a data
 * directory is made, a life begins, segments are prepared, batches are appended and forced, a segment rolls, and a life
 * ends. The next life finds all that was forced, nothing that was not appended, and goes on.
 *
 * <p>The plain kind lives on a simulated disk, which forgets what was not forced: the machine stops. Chronicle makes
 * its file by itself and writes into its own mapping, past every seam, so its kind lives on the real disk: the process
 * stops, and what it wrote is there. Between two calls it only appends; what may be left of a batch in the midst of
 * that is in {@link DamageTest}, a process killed at any moment in {@link KillTest}, and a power cut in
 * {@code PowerCutTest} of ops.
 */
final class HaltTest {
    private static final System.Logger FIGURES = System.getLogger(HaltTest.class.getName());
    private static final Path DATA = Path.of("/data");
    private static final int POINTS_MIN = 40;
    private static final int POINTS_MIN_REAL = 30; // fewer occurrences of each: a real disk takes its time

    private long forced;
    private long appended;

    @TempDir
    Path folder = Path.of("");

    private JournalKind kind = JournalKind.PLAIN;
    private Path data = DATA;

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void whateverWasForcedSurvivesAHaltAtEveryPoint(JournalKind ofAllSegments) throws IOException {
        kind = ofAllSegments;
        var whole = new HaltingDisk(disk(1), "", 0);
        live(whole);
        int halts = 0;
        for (Map.Entry<String, Integer> point : whole.points().entrySet()) {
            int count = point.getValue();
            var occurrences = new TreeSet<Integer>();
            int[] some = isSimulated() ? new int[] {0, 1, 2, count / 2, count - 1} : new int[] {0, count - 1};
            for (int at : some) {
                if (at < count) occurrences.add(at);
            }
            for (int occurrence : occurrences) {
                if (halt(point.getKey(), occurrence)) halts++;
            }
        }
        int points = halts;
        assertTrue(
                points >= (isSimulated() ? POINTS_MIN : POINTS_MIN_REAL),
                () -> points + " halts at " + whole.points().keySet());
        FIGURES.log(
                Level.INFO, kind + ": " + points + " halts at " + whole.points().keySet());
    }

    /** Whether the point was met: what the preparer does at the end of a life depends on how far it got. */
    private boolean halt(String point, int occurrence) throws IOException {
        String when = point + " #" + occurrence;
        Disk disk = disk(31 * point.hashCode() + occurrence);
        boolean isMet = false;
        forced = 0;
        appended = 0;
        try {
            live(new HaltingDisk(disk, point, occurrence));
        } catch (Halted halted) {
            isMet = true;
        } catch (IOException noSegment) {
            isMet = isOfHalt(noSegment); // the preparer met it, and the road waited for a segment
            if (!isMet) throw noSegment;
        }
        if (disk instanceof SimulatedDisk simulated) simulated.crash();
        recover(disk, when);
        return isMet;
    }

    private static boolean isOfHalt(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && (cause instanceof Halted || isOfHalt(cause));
    }

    private boolean isSimulated() {
        return kind == JournalKind.PLAIN;
    }

    private Disk disk(long seed) {
        if (isSimulated()) return new SimulatedDisk(seed);
        Directories.delete(folder.resolve("disk"));
        data = folder.resolve("disk").resolve("data");
        return Disk.real();
    }

    private void recover(Disk disk, String when) throws IOException {
        if (!DataDirectory.exists(disk, data)) {
            assertEquals(0, appended, when);
            Life.create(disk, data);
        }
        try (Life next = Life.begin(disk, data, kind, 9)) {
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
        Life.create(disk, data);
        live(disk, 12);
        live(disk, 0);
    }

    private void live(Disk disk, int largeRequests) throws IOException {
        Life life = Life.begin(disk, data, kind, 7);
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
