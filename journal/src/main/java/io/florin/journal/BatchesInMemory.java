package io.florin.journal;

import io.florin.pipeline.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Batches that are sealed, and read back and verified, without a disk, by the classes that do so with one: to warm them
 * up before anybody waits for them, and to measure them alone. One thread; all memory at construction.
 */
public final class BatchesInMemory {
    private static final int EPOCH = 1;
    private static final int LENGTH = 2 << 20;

    private final byte[] bytes = new byte[PlainSegmentAppender.BATCHES_OFFSET + LENGTH];
    private final SegmentFile segment;
    private final Sealer sealer = new Sealer(0, Chain.NOTHING, EPOCH);
    private final BatchScanner scanner = new BatchScanner();
    private final RecordView record = new RecordView();
    private int end = PlainSegmentAppender.BATCHES_OFFSET;

    /** Behind sequence 0. */
    public BatchesInMemory() {
        try {
            segment = SegmentFile.of(new SegmentId(1, 0), JournalKind.PLAIN, new Memory());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        scanner.begin(segment, 0, Chain.NOTHING);
    }

    /** Adds the record of a decided event to the batch. */
    public void add(Slot slot) {
        sealer.add(slot);
    }

    /** Seals the batch, reads it back, and shows its records; they hold until the next batch. */
    public void pass(Consumer<RecordView> reader) {
        int length = sealer.seal(-1);
        if (end + length > bytes.length) {
            end = PlainSegmentAppender.BATCHES_OFFSET;
            scanner.enter(segment);
        }
        sealer.buffer().getBytes(0, bytes, end, length);
        end += length;
        sealer.reset();
        scan();
        boolean isFirst = true;
        for (int at = scanner.recordsOffset(); at < scanner.recordsEnd(); at += record.recordLength()) {
            record.wrap(scanner.buffer(), at, isFirst);
            isFirst = record.isLast();
            reader.accept(record);
        }
    }

    private void scan() {
        try {
            BatchScanner.Found found = scanner.next(segment);
            if (found != BatchScanner.Found.BATCH) throw new IllegalStateException("a batch that was sealed counts");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The bytes, as a file. */
    private final class Memory implements DiskFile {
        @Override
        public int read(ByteBuffer target, long position) {
            int read = Math.min(target.remaining(), (int) (bytes.length - position));
            if (read <= 0) return -1;
            target.put(bytes, (int) position, read);
            return read;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(boolean metaData) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reserve(long length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void truncate(long length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
