package io.florin.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.bench.load.LoadListener;
import io.florin.bench.run.SnapshotWatch.Second;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Which second counts for which side. */
final class SnapshotWatchTest {
    @Test
    void aSecondInWhichASnapshotBeganOrEndedCountsForNeitherSide() {
        boolean[] isUnderWay = {false};
        var watch = new SnapshotWatch(() -> isUnderWay[0], LoadListener.NONE);
        isUnderWay[0] = true;
        watch.progress(0.1, 1); // warm-up
        isUnderWay[0] = false;
        watch.counting();
        List<Histogram> seconds = new ArrayList<>();
        boolean[] states = {false, true, true, true, false, false};
        for (int i = 0; i < states.length; i++) {
            isUnderWay[0] = states[i];
            watch.progress(0.5, 1);
            var second = new Histogram(1_000_000, 3);
            second.recordValueWithCount(100, 1L << i);
            seconds.add(second);
        }
        seconds.add(new Histogram(1_000_000, 3)); // the rest, behind the last whole second

        assertEquals(2, watch.count(Second.WITH));
        assertEquals(2, watch.count(Second.WITHOUT));
        assertEquals(2, watch.count(Second.BETWEEN));
        assertEquals(0b001100, watch.latencyNs(Second.WITH, seconds).getTotalCount());
        assertEquals(0b100001, watch.latencyNs(Second.WITHOUT, seconds).getTotalCount());
    }
}
