package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.pipeline.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;

/**
 * Warns before the disk of the journal is full: less than a fifth of it free, or full within four hours at the rate of
 * the last ten minutes. What happens when it is full is the journal's own affair; this is for a person who still has
 * time.
 *
 * <p>An agent that looks now and then; it says one sentence when the alarm begins and one when it ends.
 */
final class DiskWatch implements Agent {
    /** Where nothing is written, the disk is never full. */
    static final long NEVER_S = Long.MAX_VALUE;

    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int LOOKS = 60; // ten minutes of them
    private static final int FREE_PERCENT_MIN = 20;
    private static final long FULL_WITHIN_S = TimeUnit.HOURS.toSeconds(4);

    /** An alarm that has begun ends with something to spare, so that it does not flicker at its edge. */
    private static final int FREE_PERCENT_ENOUGH = 22;

    private static final long ENOUGH_S = TimeUnit.HOURS.toSeconds(5);

    private static final int PERCENT = 100;
    private static final long BYTES_PER_MIB = 1L << 20;

    private final Space space;
    private final Counters counters;
    private final Clock clock;
    private final Consumer<String> said;

    private final long[] atNs = new long[LOOKS];
    private final long[] writtenBytes = new long[LOOKS];
    private int looks;

    /** A disk's size, and how much of it this process may still write. */
    interface Space {
        long totalBytes() throws IOException;

        long freeBytes() throws IOException;

        /** Of the file system that holds this path. */
        static Space of(Path path) throws IOException {
            FileStore store = Files.getFileStore(path);
            return new Space() {
                @Override
                public long totalBytes() throws IOException {
                    return store.getTotalSpace();
                }

                @Override
                public long freeBytes() throws IOException {
                    return store.getUsableSpace();
                }
            };
        }
    }

    /**
     * Begins to look.
     *
     * @param said where an operator reads a sentence.
     */
    DiskWatch(Space space, Counters counters, Clock clock, Consumer<String> said) {
        this.space = space;
        this.counters = counters;
        this.clock = clock;
        this.said = said;
    }

    @Override
    public int doWork() {
        long nowNs = clock.monotonicNs();
        if (looks > 0 && nowNs - atNs[(looks - 1) % LOOKS] < LOOK_NS) return 0;
        try {
            look(nowNs, space.freeBytes(), space.totalBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the space of the journal's disk cannot be asked for", e);
        }
        return 1;
    }

    private void look(long nowNs, long freeBytes, long totalBytes) {
        long written = counters.value(FlorinCounter.JOURNAL_BYTES);
        int oldest = looks < LOOKS ? 0 : looks % LOOKS;
        long secondsLeft = looks == 0 ? NEVER_S : secondsLeft(nowNs, written, oldest, freeBytes);
        atNs[looks % LOOKS] = nowNs;
        writtenBytes[looks % LOOKS] = written;
        looks++;

        counters.set(FlorinCounter.DISK_FREE, freeBytes);
        counters.set(FlorinCounter.DISK_FULL_SECONDS, secondsLeft);
        boolean wasAlarm = counters.value(FlorinCounter.DISK_ALARM) != 0;
        int percentMin = wasAlarm ? FREE_PERCENT_ENOUGH : FREE_PERCENT_MIN;
        long secondsMin = wasAlarm ? ENOUGH_S : FULL_WITHIN_S;
        boolean isAlarm = freeBytes < totalBytes / PERCENT * percentMin || secondsLeft < secondsMin;
        counters.set(FlorinCounter.DISK_ALARM, isAlarm ? 1 : 0);
        if (isAlarm && !wasAlarm) said.accept(alarm(freeBytes, totalBytes, secondsLeft));
        if (!isAlarm && wasAlarm) said.accept("the disk of the journal has room again: " + free(freeBytes, totalBytes));
    }

    /** At the rate since the oldest look; what is prepared for the journal is taken from the disk already. */
    private long secondsLeft(long nowNs, long written, int oldest, long freeBytes) {
        long bytes = written - writtenBytes[oldest];
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nowNs - atNs[oldest]);
        if (bytes <= 0 || seconds == 0) return NEVER_S;

        long prepared = counters.value(FlorinCounter.JOURNAL_ROOM_PREPARED);
        return (freeBytes + prepared) / Math.max(1, bytes / seconds);
    }

    private static String alarm(long freeBytes, long totalBytes, long secondsLeft) {
        String when = secondsLeft == NEVER_S
                ? ""
                : ", full in " + TimeUnit.SECONDS.toMinutes(secondsLeft) + " min at the rate of the last minutes";
        return "the disk of the journal fills up; make room, or let segments go to an archive (journal.retain,"
                + " journal.archive): " + free(freeBytes, totalBytes) + when;
    }

    private static String free(long freeBytes, long totalBytes) {
        return "free=" + freeBytes / BYTES_PER_MIB + " MiB of " + totalBytes / BYTES_PER_MIB + " MiB";
    }

    @Override
    public String roleName() {
        return "florin-disk";
    }
}
