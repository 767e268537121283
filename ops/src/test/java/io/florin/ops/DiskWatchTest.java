package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.pipeline.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a person is told that the disk of the journal fills up, in a time that the test makes. */
final class DiskWatchTest {
    private static final long GIB = 1L << 30;
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final Counters counters = Counters.inMemory();
    private final List<String> said = new ArrayList<>();
    private final Disk disk = new Disk();
    private final Hand hand = new Hand();
    private final DiskWatch watch = new DiskWatch(disk, counters, hand, said::add);

    private static final class Disk implements DiskWatch.Space {
        long total = 1_000 * GIB;
        long free = 500 * GIB;

        @Override
        public long totalBytes() {
            return total;
        }

        @Override
        public long freeBytes() {
            return free;
        }
    }

    private static final class Hand implements Clock {
        long nowNs = 1;

        @Override
        public long epochNs() {
            return nowNs;
        }

        @Override
        public long monotonicNs() {
            return nowNs;
        }
    }

    /** So many minutes pass, in each of which the journal takes so much of the disk. */
    private void pass(int minutes, long bytesAMinute) {
        for (int i = 0; i < minutes; i++) {
            hand.nowNs += MINUTE_NS;
            disk.free -= bytesAMinute;
            counters.set(FlorinCounter.JOURNAL_BYTES, counters.value(FlorinCounter.JOURNAL_BYTES) + bytesAMinute);
            watch.doWork();
        }
    }

    private boolean isAlarm() {
        return counters.value(FlorinCounter.DISK_ALARM) == 1;
    }

    @ParameterizedTest(name = "{0} GiB free of 1000, {1} GiB prepared, {2} MiB a minute: alarm {3}, full in {4} s")
    @CsvSource({
        "500, 0, 0, false, 9223372036854775807",
        "201, 0, 0, false, 9223372036854775807",
        "199, 0, 0, true, 9223372036854775807",
        "500, 0, 1024, false, 30000",
        "500, 0, 2048, false, 15000",
        "500, 0, 2200, true, 13963",
        "480, 20, 2200, true, 13963",
        "500, 100, 2200, false, 16756",
    })
    void aFifthIsFreeAndFourHoursAreLeft(long freeGib, long preparedGib, long mib, boolean isAlarm, long fullInS) {
        disk.free = disk.total; // no alarm on the way here
        watch.doWork();
        pass(10, mib << 20);
        disk.free = freeGib * GIB;
        counters.set(FlorinCounter.JOURNAL_ROOM_PREPARED, preparedGib * GIB);
        pass(1, 0);
        hand.nowNs += MINUTE_NS;
        counters.set(FlorinCounter.JOURNAL_BYTES, 12 * (mib << 20)); // the rate of all twelve minutes is the same
        watch.doWork();
        assertEquals(isAlarm, isAlarm());
        assertEquals(freeGib * GIB, counters.value(FlorinCounter.DISK_FREE));
        long differs = Math.abs(fullInS - counters.value(FlorinCounter.DISK_FULL_SECONDS));
        assertTrue(differs <= 5, () -> "off by " + differs + " s");
    }

    @Test
    void oneSentenceWhenItBeginsAndOneWhenItEnds() {
        watch.doWork();
        pass(20, 3 * GIB);
        assertTrue(isAlarm(), "440 GiB at 3 GiB a minute");
        assertEquals(1, said.size(), said::toString);
        assertTrue(
                said.getFirst()
                        .matches(
                                "the disk of the journal fills up; make room, .*: free=\\d+ MiB of 1024000 MiB, full in"
                                        + " \\d+ min at the rate of the last minutes"),
                said::toString);
        pass(600, 0);
        assertEquals(List.of(), said.subList(2, said.size()));
        assertEquals(
                "the disk of the journal has room again: free=450560 MiB of 1024000 MiB", said.get(1), said::toString);
    }

    /** Back and forth over the edge, a person is told once. */
    @Test
    void anAlarmDoesNotFlicker() {
        watch.doWork();
        for (int i = 0; i < 50; i++) {
            disk.free = (i % 2 == 0 ? 199 : 205) * GIB;
            pass(1, 0);
        }
        assertTrue(isAlarm());
        assertEquals(1, said.size(), said::toString);
        disk.free = 221 * GIB;
        pass(1, 0);
        assertEquals(2, said.size(), said::toString);
    }

    @Test
    void theRealDiskSaysItsSize(@TempDir Path folder) throws IOException {
        DiskWatch.Space real = DiskWatch.Space.of(folder);
        assertTrue(real.freeBytes() > 0 && real.freeBytes() <= real.totalBytes(), () -> "free space of " + folder);
    }

    @Test
    void itLooksEveryTenSeconds() {
        watch.doWork();
        disk.free = 1;
        hand.nowNs += TimeUnit.SECONDS.toNanos(9);
        assertEquals(0, watch.doWork());
        hand.nowNs += TimeUnit.SECONDS.toNanos(1);
        assertEquals(1, watch.doWork());
        assertTrue(isAlarm());
    }
}
