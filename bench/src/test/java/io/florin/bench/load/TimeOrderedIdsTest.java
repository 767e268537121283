package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TimeOrderedIdsTest {
    private static final long TIME_MS = 1_790_000_000_000L;

    @Test
    void areUuidsOfVersion7() {
        var ids = new TimeOrderedIds(1);
        ids.time(TIME_MS);
        ids.next();
        assertEquals(TIME_MS, ids.high() >>> 16);
        assertEquals(7, ids.high() >>> 12 & 0xF);
        assertEquals(2, ids.low() >>> 62);
    }

    @Test
    void riseAlsoWhenAMillisecondRunsOutAndWhenTheClockIsSetBack() {
        var ids = new TimeOrderedIds(1);
        ids.time(TIME_MS);
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 15_000) ids.time(TIME_MS - 10_000);
            ids.next();
            assertTrue(ids.high() > before, "i=" + i);
            before = ids.high();
        }
        assertEquals(TIME_MS + 4, before >>> 16);
    }
}
