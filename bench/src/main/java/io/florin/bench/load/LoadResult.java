package io.florin.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a load saw in the counted time.
 *
 * @param events answered in the counted time.
 * @param elapsedNs of the counted time.
 * @param eventsInAll answered from the first warm-up request to the last that was drained.
 * @param latencyNs of requests, from the intended send time.
 * @param seconds the same, second by second.
 */
public record LoadResult(long events, long elapsedNs, long eventsInAll, Histogram latencyNs, List<Histogram> seconds) {

    public double eventsPerSecond() {
        return events * 1e9 / elapsedNs;
    }
}
