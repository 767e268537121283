package io.florin.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts answers and keeps their latencies by the second. The generator's thread only. */
final class LoadRecorder implements LatencySink {
    private static final long LATENCY_MAX_NS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final List<Histogram> seconds = new ArrayList<>();
    private Histogram second = histogram();
    private boolean isCounting;
    private long eventsInAll;
    private long events;
    private long beginNs;
    private long elapsedNs;

    static Histogram histogram() {
        return new Histogram(LATENCY_MAX_NS, DIGITS);
    }

    @Override
    public void answered(int newEvents, long nowNs, long latencyNs) {
        eventsInAll += newEvents;
        if (!isCounting) return;
        events += newEvents;
        second.recordValue(Math.min(Math.max(0, latencyNs), LATENCY_MAX_NS));
    }

    void begin(long nowNs) {
        isCounting = true;
        beginNs = nowNs;
        second.setStartTimeStamp(System.currentTimeMillis());
    }

    /** Closes the second under way and opens the next one. */
    void turn() {
        if (!isCounting) return;
        second.setEndTimeStamp(System.currentTimeMillis());
        seconds.add(second);
        second = histogram();
        second.setStartTimeStamp(System.currentTimeMillis());
    }

    void end(long nowNs) {
        turn();
        isCounting = false;
        elapsedNs = nowNs - beginNs;
    }

    long eventsInAll() {
        return eventsInAll;
    }

    LoadResult result() {
        Histogram all = histogram();
        seconds.forEach(all::add);
        return new LoadResult(events, elapsedNs, eventsInAll, all, List.copyOf(seconds));
    }
}
