package io.florin.journal;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two segments prepared, so that the road never waits for space, and closes those that are full. A thread of its
 * own; the journal stage's thread takes and hands over, and waits only if the disk cannot keep up.
 *
 * <p>A failure to prepare, such as a full disk, is no failure of the road: it is tried again every second, and in the
 * meantime there is less and less room, which admission sees.
 */
final class SegmentPreparer implements AutoCloseable {
    private static final int PREPARED = 2;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long TAKE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    private final Segments segments;
    private final Counters counters;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isChanged = lock.newCondition();
    private final Deque<SegmentAppender> prepared = new ArrayDeque<>();
    private final Deque<SegmentAppender> full = new ArrayDeque<>();

    private volatile long room;
    private volatile @Nullable IOException failure;
    private boolean isClosing;
    private boolean hasLeftovers = true;

    private SegmentPreparer(Segments segments, Counters counters) {
        this.segments = segments;
        this.counters = counters;
        this.thread = new Thread(this::run, "florin-segments");
        this.thread.setDaemon(true);
    }

    static SegmentPreparer start(Segments segments, Counters counters) {
        var preparer = new SegmentPreparer(segments, counters);
        preparer.thread.start();
        return preparer;
    }

    /** Bytes that prepared segments hold ready; any thread. */
    long room() {
        return room;
    }

    /** Whether the last attempt to prepare a segment found no space; any thread. */
    boolean hasFailed() {
        return failure != null;
    }

    /** The next segment, which stays here until it is {@link #taken}; waits if it is still being prepared. */
    SegmentAppender await() throws IOException {
        lock.lock();
        try {
            long leftNs = TAKE_TIMEOUT_NS;
            while (prepared.isEmpty()) {
                if (failure != null) throw new IOException("no segment is prepared", failure);
                if (leftNs <= 0) throw new IOException("no segment was prepared in time");
                leftNs = isChanged.awaitNanos(leftNs);
            }
            return prepared.element();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a segment", e);
        } finally {
            lock.unlock();
        }
    }

    /** The segment that was awaited belongs to the road from now on, and its room is counted there. */
    void taken() {
        lock.lock();
        try {
            prepared.remove();
            changed();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a segment that is full, to be closed when there is time. */
    void retire(SegmentAppender segment) {
        lock.lock();
        try {
            full.add(segment);
            changed();
        } finally {
            lock.unlock();
        }
    }

    private void changed() {
        long bytes = 0;
        for (SegmentAppender segment : prepared) bytes += segment.room() - Blocks.ROLL_RESERVE;
        room = bytes;
        counters.set(FlorinCounter.JOURNAL_SEGMENTS_PREPARED, prepared.size());
        counters.set(FlorinCounter.JOURNAL_ROOM_PREPARED, bytes);
        isChanged.signalAll();
    }

    private void run() {
        try {
            while (awaitWork()) work();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when there will be none any more. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!isClosing && full.isEmpty() && prepared.size() >= PREPARED && !hasLeftovers) isChanged.await();
            return !isClosing;
        } finally {
            lock.unlock();
        }
    }

    private void work() throws InterruptedException {
        try {
            closeFull();
            if (!hasLeftovers && preparedCount() >= PREPARED) return;
            boolean hasFailed = failure != null;
            if (hasLeftovers && (hasFailed || preparedCount() > 0)) {
                segments.deleteUnused(); // of earlier lives: behind what is urgent, unless that lacks the space
                hasLeftovers = false;
            } else {
                add(segments.prepareNext());
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e instanceof IOException io ? io : new IOException(e));
            awaitRetry();
        }
    }

    private void closeFull() throws IOException {
        for (SegmentAppender segment = nextFull(); segment != null; segment = nextFull()) segment.finish();
    }

    private @Nullable SegmentAppender nextFull() {
        lock.lock();
        try {
            return full.poll();
        } finally {
            lock.unlock();
        }
    }

    private int preparedCount() {
        lock.lock();
        try {
            return prepared.size();
        } finally {
            lock.unlock();
        }
    }

    private void add(SegmentAppender segment) {
        lock.lock();
        try {
            prepared.add(segment);
            failure = null;
            changed();
        } finally {
            lock.unlock();
        }
    }

    private void fail(IOException reason) {
        lock.lock();
        try {
            failure = reason;
            changed();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRetry() throws InterruptedException {
        lock.lock();
        try {
            long leftNs = RETRY_NS;
            while (!isClosing && leftNs > 0) leftNs = isChanged.awaitNanos(leftNs);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread, closes what is full, and deletes what was prepared for nothing. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            isClosing = true;
            isChanged.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeFull();
        for (SegmentAppender unused : prepared) segments.delete(unused);
        prepared.clear();
    }
}
