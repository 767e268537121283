package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.BatchScanner.Found;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.BatchHeaderDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.PulseDecidedDecoder;
import io.florin.protocol.codec.RequestHeadDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's sealer, given the records of a journal of today's format that is kept for ever, writes the same bytes:
 * whoever changes one gives the format a new number. That they are also read and decided as they were, replay's
 * {@code GoldenJournalTest} shows.
 */
final class GoldenBytesTest {
    private static final Path ALL = Path.of("..", "replay", "src", "test", "golden");

    private final UnsafeBuffer memory = new UnsafeBuffer(new byte[Slot.LENGTH]);
    private final UnsafeBuffer longResult = new UnsafeBuffer(new byte[1 << 16]);
    private final RecordView record = new RecordView();
    private int events;
    private int index;

    static Stream<Path> segments() throws IOException {
        try (Stream<Path> files = Files.walk(ALL)) {
            List<Path> segments =
                    files.filter(GoldenBytesTest::isSegmentOfToday).toList();
            assertTrue(segments.size() >= 2 * JournalKind.values().length, segments::toString);
            return segments.stream();
        }
    }

    private static boolean isSegmentOfToday(Path path) {
        return path.toString().contains("journal-" + Journal.FORMAT + "-snapshot")
                && String.valueOf(path.getFileName()).matches("\\d{10}-\\d{6}");
    }

    @ParameterizedTest
    @MethodSource("segments")
    void theSameBytesAreWrittenToday(Path path) throws IOException {
        SegmentId id = SegmentId.parse(String.valueOf(path.getFileName())).orElseThrow();
        Path journal = Objects.requireNonNull(path.getParent());
        try (SegmentFile file = SegmentFile.open(Disk.real(), journal, id)) {
            SegmentHeader header = Objects.requireNonNull(file.header());
            long headerAt = header.kind() == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.HEADER_OFFSET;
            assertArrayEquals(
                    read(file, headerAt, Blocks.SEGMENT_HEADER_LENGTH),
                    header.toBytes().byteArray());

            var scanner = new BatchScanner();
            scanner.begin(file, header.firstSequence() - 1, header.chainBefore());
            var sealer = new Sealer(header.firstSequence() - 1, header.chainBefore(), header.epoch());
            long from = scanner.position();
            while (scanner.next(file) == Found.BATCH) {
                byte[] batch = read(file, from + file.gap(), (int) (scanner.position() - from) - file.gap());
                assertArrayEquals(batch, seal(sealer, batch), "batch at " + from);
                from = scanner.position();
            }
            var end = new EndBlock(scanner.sequence(), scanner.chain(), from + file.gap() + Blocks.END_BLOCK_LENGTH);
            assertArrayEquals(
                    read(file, from + file.gap(), Blocks.END_BLOCK_LENGTH),
                    end.toBytes().byteArray());
            assertEquals(end.bytesUsed(), file.length());
        }
    }

    /** A batch is records; they go through slots, as on the road. */
    private byte[] seal(Sealer sealer, byte[] batch) {
        var buffer = new UnsafeBuffer(batch);
        for (int at = Blocks.BATCH_HEADER_LENGTH; at < batch.length - Blocks.SEAL_LENGTH; at += record.recordLength()) {
            record.wrap(buffer, at, index == 0);
            if (index == 0) events = buffer.getInt(headEvents(), ByteOrder.LITTLE_ENDIAN);
            sealer.add(slot(buffer));
            index = (index + 1) % events;
        }
        int length = sealer.seal(new BatchHeaderDecoder().wrap(buffer, 0).released());
        var sealed = new byte[length];
        sealer.buffer().getBytes(0, sealed);
        sealer.reset();
        return sealed;
    }

    private int headEvents() {
        return record.headOffset() + RequestHeadDecoder.eventsEncodingOffset();
    }

    private Slot slot(UnsafeBuffer buffer) {
        var slot = new Slot(memory, 0).begin(record.commandTemplate(), events, index, record.commandLength());
        if (record.isInternal()) slot.internal();
        if (index == 0) memory.putBytes(slot.headOffset(), buffer, record.headOffset(), Slot.HEAD_LENGTH);
        memory.putBytes(slot.bodyOffset(), buffer, record.commandOffset(), record.commandLength());
        slot.stamp(record.sequence(), record.timestampNs());
        if (record.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID) {
            longResult.putBytes(0, buffer, record.resultOffset(), record.resultLength());
            slot.longResult(longResult, record.resultLength());
        } else {
            var result = new EventResultDecoder().wrap(buffer, record.resultOffset());
            slot.result((int) result.status(), result.timestamp(), result.amount());
        }
        return slot;
    }

    private static byte[] read(SegmentFile file, long from, int length) throws IOException {
        var bytes = new byte[length];
        assertEquals(length, file.read(ByteBuffer.wrap(bytes), from));
        return bytes;
    }
}
