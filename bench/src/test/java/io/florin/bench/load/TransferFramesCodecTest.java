package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.BusinessRejectEncoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.FrameHeaderEncoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderEncoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.ResultsEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class TransferFramesCodecTest {
    private static final long NUMBER = 41;
    private static final int BATCH = 3;
    private static final int OFFSET = 64;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(4_096);
    private final UnsafeBuffer bytes = new UnsafeBuffer(memory);
    private final Crc32c crc = new Crc32c();
    private final TransferSource transfers = new TransferSource(Distribution.UNIFORM, 100, 7);
    private final TransferFramesCodec codec =
            new TransferFramesCodec(BATCH, Durability.DISK, transfers, new TimeOrderedIds(1));

    @Test
    void writesAFrameThatTheSchemaReads() {
        int length = codec.encode(bytes, memory, OFFSET, NUMBER);

        var frame = new FrameHeaderDecoder().wrap(bytes, OFFSET);
        assertEquals(length, frame.length());
        assertEquals(Frames.MAGIC, frame.magic());
        assertEquals(Frames.VERSION, frame.version());
        assertEquals(crc.of(memory, OFFSET + Frames.CRC_FROM, length - Frames.CRC_FROM), (int) frame.crc());
        var request = new CreateTransfersDecoder()
                .wrapAndApplyHeader(bytes, OFFSET + Frames.HEADER_LENGTH, new MessageHeaderDecoder());
        assertEquals(NUMBER + 1, request.correlationId());
        var rows = request.rows();
        assertEquals(BATCH, rows.count());
        TransferSource again = transfers.again();
        long before = 0;
        while (rows.hasNext()) {
            var row = rows.next().row();
            again.next();
            assertTrue(row.id().high() > before);
            before = row.id().high();
            assertEquals(AccountIds.high(again.debit()), row.debitAccountId().high());
            assertEquals(AccountIds.low(again.debit()), row.debitAccountId().low());
            assertEquals(AccountIds.high(again.credit()), row.creditAccountId().high());
            assertEquals(AccountIds.low(again.credit()), row.creditAccountId().low());
            assertEquals(again.amountMinor(), row.amount());
            assertEquals(BenchAccounts.LEDGER, row.ledger());
            assertEquals(BenchAccounts.CODE, row.code());
        }
        assertEquals(OFFSET + length, request.limit());
    }

    @Test
    void takesAGoodAnswerOnceItIsWhole() {
        int length = results(NUMBER + 1, BATCH, Durability.DISK, 0);
        for (int available = 0; available < length; available++) assertEquals(0, decode(available));
        assertEquals(length, decode(length));
        assertEquals(length, decode(length + 100));
    }

    @Test
    void refusesWhateverAGoodRequestIsNotAnsweredWith() {
        refused(results(NUMBER + 2, BATCH, Durability.DISK, 0), "correlationId=43");
        refused(results(NUMBER + 1, BATCH - 1, Durability.DISK, 0), "events=2");
        refused(results(NUMBER + 1, BATCH, Durability.MEMORY, 0), "durability=1");
        refused(
                results(NUMBER + 1, BATCH, Durability.DISK, 54),
                "1 of 3 events were refused, the first at index=2" + " with status=54");
        refused(reject(), "rejected, BUSY: the ring is full");
        int length = results(NUMBER + 1, BATCH, Durability.DISK, 0);
        bytes.putByte(OFFSET + 40, (byte) 1);
        refused(length, "an answer arrived damaged: number=41");
        bytes.putInt(OFFSET, 8);
        refused(length, "length=8");
    }

    private void refused(int length, String reason) {
        var refused = assertThrows(LoadFailedException.class, () -> decode(length));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), String.valueOf(refused.getMessage()));
    }

    private int decode(int available) {
        return codec.decode(bytes, memory, OFFSET, available, NUMBER);
    }

    private int results(long correlationId, int events, Durability durability, int status) {
        var results = new ResultsEncoder()
                .wrapAndApplyHeader(bytes, OFFSET + Frames.HEADER_LENGTH, new MessageHeaderEncoder());
        results.correlationId(correlationId).events(events).durability(durability);
        var rows = results.rowsCount(status == 0 ? 0 : 1);
        if (status != 0) rows.next().row().index(events - 1).status(status);
        return framed(results.limit());
    }

    private int reject() {
        var reject = new BusinessRejectEncoder()
                .wrapAndApplyHeader(bytes, OFFSET + Frames.HEADER_LENGTH, new MessageHeaderEncoder());
        reject.correlationId(NUMBER + 1).reason(Reason.BUSY).text("the ring is full");
        return framed(reject.limit());
    }

    private int framed(int limit) {
        int length = Frames.aligned(limit - OFFSET);
        new FrameHeaderEncoder().wrap(bytes, OFFSET).length(length).magic(Frames.MAGIC);
        int sum = crc.of(memory, OFFSET + Frames.CRC_FROM, length - Frames.CRC_FROM);
        new FrameHeaderEncoder().wrap(bytes, OFFSET).crc(Integer.toUnsignedLong(sum));
        return length;
    }
}
