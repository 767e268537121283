package io.florin.counters;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * Every number that leaves the process, in memory that others may read, also when the process hangs.
 *
 * <pre>
 *   file   | magic "FLC1" u32, version u32, rest 0: 64 bytes | counter labels | counter values | error log |
 * </pre>
 *
 * <p>Any thread; counting allocates nothing. All memory at construction.
 */
public final class Counters implements AutoCloseable {
    static final int MAGIC = 'F' | 'L' << 8 | 'C' << 16 | '1' << 24;
    static final int VERSION = 1;
    static final int HEADER_LENGTH = 64;
    private static final int COUNTERS_MAX = 128;
    private static final int ID_MAX = 1_024;
    static final int VALUES_LENGTH = COUNTERS_MAX * CountersManager.COUNTER_LENGTH;
    static final int LABELS_LENGTH = COUNTERS_MAX * CountersManager.METADATA_LENGTH;
    private static final int ERRORS_LENGTH = 256 * 1024;
    private static final int LENGTH = HEADER_LENGTH + LABELS_LENGTH + VALUES_LENGTH + ERRORS_LENGTH;

    private final @Nullable MappedByteBuffer mapping;
    private final AtomicCounter[] counters;
    private final ErrorLog errorLog;

    private Counters(ByteBuffer memory, @Nullable MappedByteBuffer mapping) {
        this.mapping = mapping;
        var labels = new UnsafeBuffer(memory, HEADER_LENGTH, LABELS_LENGTH);
        var values = new UnsafeBuffer(memory, HEADER_LENGTH + LABELS_LENGTH, VALUES_LENGTH);
        var manager = new CountersManager(labels, values);
        FlorinCounter[] catalogue = FlorinCounter.values();
        counters = new AtomicCounter[ID_MAX];
        for (FlorinCounter counter : catalogue) {
            counters[counter.id()] = manager.newCounter(counter.label(), counter.id());
        }
        AtomicBuffer errors = new UnsafeBuffer(memory, LENGTH - ERRORS_LENGTH, ERRORS_LENGTH);
        errorLog = new ErrorLog(errors, counters[FlorinCounter.ERRORS_DISTINCT.id()]);
        var header = new UnsafeBuffer(memory, 0, HEADER_LENGTH);
        header.putInt(Integer.BYTES, VERSION);
        header.putIntRelease(0, MAGIC);
    }

    /** Counters that only this process can read. */
    public static Counters inMemory() {
        return new Counters(BufferUtil.allocateDirectAligned(LENGTH, HEADER_LENGTH), null);
    }

    /**
     * Counters in a new file, mapped; a file that an earlier life left is replaced.
     *
     * @throws UncheckedIOException if the file cannot be made there.
     */
    public static Counters mapped(Path file) {
        IoUtil.deleteIfExists(file.toFile());
        MappedByteBuffer mapping = IoUtil.mapNewFile(file.toFile(), LENGTH);
        return new Counters(mapping, mapping);
    }

    /** One more. */
    public void increment(FlorinCounter counter) {
        counters[counter.id()].increment();
    }

    /** One less; for what is open now. */
    public void decrement(FlorinCounter counter) {
        counters[counter.id()].decrement();
    }

    /** So many more. */
    public void add(FlorinCounter counter, long amount) {
        counters[counter.id()].getAndAdd(amount);
    }

    /** The value now; for one writer. */
    public void set(FlorinCounter counter, long value) {
        counters[counter.id()].setRelease(value);
    }

    /** The highest value seen; for one writer. */
    public void max(FlorinCounter counter, long value) {
        AtomicCounter highest = counters[counter.id()];
        if (value > highest.getPlain()) highest.setRelease(value);
    }

    public long value(FlorinCounter counter) {
        return counters[counter.id()].get();
    }

    /** Where errors of the road go; never a logger. */
    public ErrorLog errorLog() {
        return errorLog;
    }

    /** One line a counter, in the order of the catalogue. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (FlorinCounter counter : FlorinCounter.values()) {
            lines.add(value(counter) + "\t" + counter.label());
        }
        return lines;
    }

    @Override
    public void close() {
        if (mapping != null) BufferUtil.free(mapping);
    }
}
