package io.florin.counters;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/** Reads the counters of another process from its file, also of one that hangs or has ended. Any thread. */
public final class CountersFile {
    private CountersFile() {}

    /**
     * The value now.
     *
     * @throws IllegalStateException if the file holds no counters of this version, or not this one.
     */
    public static long value(Path file, FlorinCounter counter) {
        MappedByteBuffer mapping = IoUtil.mapExistingFile(file.toFile(), "counters");
        try {
            var header = new UnsafeBuffer(mapping);
            int magic = header.getIntVolatile(0);
            int version = header.getInt(Integer.BYTES);
            if (magic != Counters.MAGIC || version != Counters.VERSION) {
                throw new IllegalStateException("no counters of version " + Counters.VERSION + ": counters=" + file);
            }
            var reader = new CountersReader(
                    new UnsafeBuffer(mapping, Counters.HEADER_LENGTH, Counters.LABELS_LENGTH),
                    new UnsafeBuffer(mapping, Counters.HEADER_LENGTH + Counters.LABELS_LENGTH, Counters.VALUES_LENGTH));
            int id = reader.findByTypeIdAndRegistrationId(counter.id(), CountersReader.DEFAULT_REGISTRATION_ID);
            if (id == CountersReader.NULL_COUNTER_ID) {
                throw new IllegalStateException("no such counter in " + file + ": counter=" + counter.id());
            }
            return reader.getCounterValue(id);
        } finally {
            BufferUtil.free(mapping);
        }
    }
}
