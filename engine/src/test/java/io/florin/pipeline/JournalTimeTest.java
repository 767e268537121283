package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTimeTest {
    private static final long NOW_NS = 1_795_190_400_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private final ManualClock clock = new ManualClock(NOW_NS);

    @Test
    void everyEventOfARequestGetsATimeOfItsOwn() {
        var time = new JournalTime(clock, 0);

        long first = time.stamp(1);
        long batch = time.stamp(8_190);

        assertEquals(NOW_NS, first);
        assertTrue(batch - 8_190 + 1 > first, "the first event of a batch is later than what was before it");
    }

    @Test
    void timeGoesOnBehindTheJournalThoughTheWallClockIsBehindIt() {
        var time = new JournalTime(clock, NOW_NS + 5 * SECOND_NS);

        assertEquals(NOW_NS + 5 * SECOND_NS + 1, time.stamp(1));
    }

    @Test
    void aStepOfTheWallClockIsSlewedAtAMillisecondASecond() {
        var time = new JournalTime(clock, 0);
        time.stamp(1);

        clock.step(3_600 * SECOND_NS);
        clock.advance(SECOND_NS);
        assertEquals(NOW_NS + SECOND_NS + 1_000_000, time.stamp(1));
        assertEquals(3_600 * SECOND_NS, time.offsetNs());

        clock.step(-7_200 * SECOND_NS);
        clock.advance(SECOND_NS);
        assertEquals(NOW_NS + 2 * SECOND_NS, time.stamp(1));
    }

    /** Less than a microsecond between two requests, as at a million a second. */
    @Test
    void slewingGoesOnHoweverOftenTimeIsAskedFor() {
        var time = new JournalTime(clock, 0);
        clock.step(3_600 * SECOND_NS);
        long last = 0;
        for (int i = 0; i < 1_000_000; i++) {
            clock.advance(300);
            last = time.stamp(1);
        }
        assertEquals(NOW_NS + 300_000_000 + 300_000, last);
    }

    @Test
    void aSmallOffsetIsMadeUpExactly() {
        var time = new JournalTime(clock, 0);
        clock.step(500_000);
        clock.advance(SECOND_NS);

        assertEquals(NOW_NS + SECOND_NS + 500_000, time.stamp(1));
        clock.advance(SECOND_NS);
        assertEquals(NOW_NS + 2 * SECOND_NS + 500_000, time.stamp(1));
        assertEquals(0, time.offsetNs());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 20_261_120})
    void timeNeverStandsStillOrRunsBackwards(long seed) {
        var random = new SplittableRandom(seed);
        var time = new JournalTime(clock, NOW_NS - SECOND_NS);
        long last = time.lastNs();
        for (int i = 0; i < 100_000; i++) {
            if (random.nextInt(10) == 0) clock.step(random.nextLong(-10 * SECOND_NS, 10 * SECOND_NS));
            clock.advance(random.nextLong(0, 2_000_000));
            int events = random.nextInt(100) == 0 ? random.nextInt(1, 8_191) : 1;
            long stamped = time.stamp(events);
            assertTrue(stamped - events >= last, "overlaps the request before: seed=" + seed + " i=" + i);
            last = stamped;
        }
    }
}
