package io.florin.counters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Errors by kind, each once with its count, first and last time: what the road has instead of a logger.
 *
 * <p>Any thread. An error seen before costs a lookup; a new one is written with its stack trace.
 */
public final class ErrorLog {
    private final AtomicBuffer buffer;
    private final DistinctErrorLog log;
    private final AtomicCounter distinct;

    ErrorLog(AtomicBuffer buffer, AtomicCounter distinct) {
        this.buffer = buffer;
        this.log = new DistinctErrorLog(buffer, SystemEpochClock.INSTANCE);
        this.distinct = distinct;
    }

    /** Keeps the error; once the log is full only kinds that are in it are still counted. */
    public void record(Throwable error) {
        log.record(error);
        distinct.setRelease(ErrorLogReader.read(buffer, (count, first, last, text) -> {}));
    }

    /** Each kind of error with its count and times, oldest first. */
    public List<String> entries() {
        List<String> entries = new ArrayList<>();
        ErrorLogReader.read(
                buffer,
                (count, firstMs, lastMs, text) -> entries.add(count + " times, first " + Instant.ofEpochMilli(firstMs)
                        + ", last " + Instant.ofEpochMilli(lastMs) + ": " + text));
        return entries;
    }
}
