package io.florin.journal;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and verifies a journal on a thread of its own, and hands the records over in portions: whoever folds them has a
 * core for deciding alone.
 *
 * <pre>
 *   florin-scan: reader, portion, full  -+-  next, record             the thread that asks
 *                               |     |
 *                               +- free -+                          four portions, used again and again
 * </pre>
 *
 * <p>One thread asks; allocates nothing per record. A failure of reading is thrown where the record behind the last
 * good one would have been.
 */
public final class ReadAhead implements AutoCloseable {
    private static final int PORTIONS = 4;

    /** A portion is handed over when it holds this much: small enough to be still in a cache when it is decided. */
    private static final int HAND_OVER_LENGTH = 256 << 10;

    private final Reader reader;
    private final Thread thread;
    private final long bytesTotal;
    private final BlockingQueue<Portion> full = new ArrayBlockingQueue<>(PORTIONS);
    private final BlockingQueue<Portion> free = new ArrayBlockingQueue<>(PORTIONS);
    private final RecordView record = new RecordView();

    private Portion portion = new Portion(0);
    private int at;
    private boolean isNextFirst = true;

    /** Whole batches without their headers and seals; behind the last one, why there are no more. */
    private static final class Portion {
        final byte[] bytes;
        final UnsafeBuffer buffer;
        int length;
        long bytesRead;
        boolean isLast;

        @Nullable
        Tail tail;

        @Nullable
        Throwable failure;

        Portion(int capacity) {
            bytes = new byte[capacity];
            buffer = new UnsafeBuffer(bytes);
        }
    }

    private ReadAhead(Reader reader) {
        this.reader = reader;
        this.bytesTotal = reader.bytesTotal();
        this.thread = new Thread(this::scan, "florin-scan");
        this.thread.setDaemon(true);
        for (int i = 0; i < PORTIONS; i++) free.add(new Portion(HAND_OVER_LENGTH + JournalConfig.BATCH_LENGTH_MAX));
    }

    /** Takes over a reader that was not asked for a record yet, and closes it in the end. */
    public static ReadAhead start(Reader reader) {
        var ahead = new ReadAhead(reader);
        ahead.thread.start();
        return ahead;
    }

    private void scan() {
        try {
            boolean isMore = true;
            while (isMore) {
                Portion next = free.take();
                isMore = fill(next);
                full.put(next);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean fill(Portion next) {
        next.length = 0;
        try {
            while (next.length < HAND_OVER_LENGTH) {
                int batch = reader.nextBatch(next.bytes, next.length);
                if (batch == 0) {
                    next.isLast = true;
                    next.tail = reader.tail();
                    break;
                }
                next.length += batch;
            }
            next.bytesRead = reader.bytesRead();
        } catch (IOException | RuntimeException | Error e) {
            next.isLast = true;
            next.failure = e;
        }
        return !next.isLast;
    }

    /** Goes to the next record; false at the end. */
    public boolean next() throws IOException {
        do {
            while (at == portion.length) {
                if (portion.isLast) return end();
                take();
            }
            record.wrap(portion.buffer, at, isNextFirst);
            isNextFirst = record.isLast();
            at += record.recordLength();
        } while (record.sequence() < reader.fromSequence());
        return true;
    }

    private boolean end() throws IOException {
        Throwable failure = portion.failure;
        if (failure instanceof IOException failed) throw failed;
        if (failure instanceof RuntimeException failed) throw failed;
        if (failure instanceof Error failed) throw failed;
        return false;
    }

    private void take() throws IOException {
        try {
            if (portion.bytes.length > 0) free.put(portion);
            portion = full.take();
            at = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading the journal", e);
        }
    }

    /** The record that {@link #next} went to. */
    public RecordView record() {
        return record;
    }

    /** How far reading has come, in bytes of segments; for progress. */
    public long bytesRead() {
        return portion.bytesRead;
    }

    /** What there was to read at the start, in bytes of segments; an upper bound. */
    public long bytesTotal() {
        return bytesTotal;
    }

    /** Where the journal ends; once {@link #next} has answered false. */
    public Tail tail() {
        Tail tail = portion.tail;
        if (tail == null) throw new IllegalStateException("the end was not reached");
        return tail;
    }

    /** Ends the thread and closes the reader. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) Thread.currentThread().interrupt();
        reader.close();
    }
}
