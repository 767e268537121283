package io.florin.bench.load;

import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.FrameHeaderEncoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.ResultRowDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code create_transfers} over the binary protocol. A request is copied from a frame made at start; ids, accounts,
 * amounts, correlation id and CRC are written into the copy. An answer is read where it lies; it must be whole, in
 * order, and say of every event that it was created and is durable.
 */
public final class TransferFramesCodec implements LoadCodec {
    private static final int ROWS_OFFSET = Frames.BLOCK_OFFSET
            + CreateTransfersEncoder.BLOCK_LENGTH
            + CreateTransfersEncoder.RowsEncoder.sbeHeaderSize();
    private static final int CORRELATION_OFFSET =
            Frames.BLOCK_OFFSET + CreateTransfersEncoder.correlationIdEncodingOffset();
    private static final int CRC_OFFSET = FrameHeaderDecoder.crcEncodingOffset();
    private static final int REFUSAL_LENGTH_MAX = 1_024;
    private static final int ANSWER_ROWS_OFFSET = Frames.BLOCK_OFFSET + ResultsDecoder.BLOCK_LENGTH;
    private static final int ANSWER_LENGTH = ANSWER_ROWS_OFFSET + ResultsDecoder.RowsDecoder.HEADER_SIZE;

    private final int batch;
    private final int durability;
    private final TransferSource transfers;
    private final TimeOrderedIds ids;
    private final UnsafeBuffer template;
    private final TransferRowEncoder row = new TransferRowEncoder();
    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ResultsDecoder results = new ResultsDecoder();
    private final Crc32c crc = new Crc32c();

    /** Requests of {@code batch} transfers each, 1 to 8,190, which are answered when they have this durability. */
    public TransferFramesCodec(int batch, Durability durability, TransferSource transfers, TimeOrderedIds ids) {
        this.batch = batch;
        this.durability = durability.value();
        this.transfers = transfers;
        this.ids = ids;
        this.template = template(batch, durability);
    }

    private static UnsafeBuffer template(int batch, Durability durability) {
        int length = ROWS_OFFSET + batch * TransferRowEncoder.ENCODED_LENGTH;
        var bytes = new UnsafeBuffer(new byte[length]);
        new FrameHeaderEncoder()
                .wrap(bytes, 0)
                .length(length)
                .magic(Frames.MAGIC)
                .version((short) Frames.VERSION);
        var rows = new CreateTransfersEncoder()
                .wrapAndApplyHeader(bytes, Frames.HEADER_LENGTH, new io.florin.protocol.codec.MessageHeaderEncoder())
                .durability(durability)
                .rowsCount(batch);
        for (int i = 0; i < batch; i++) {
            rows.next().row().ledger(BenchAccounts.LEDGER).code(BenchAccounts.CODE);
        }
        return bytes;
    }

    @Override
    public void begin(LoadLink link, String apiKey) throws IOException {
        WireSession.begin(link, apiKey);
    }

    @Override
    public int aside(UnsafeBuffer bytes, int offset, int available) {
        return WireSession.heartbeat(bytes, offset, available);
    }

    @Override
    public int requestLengthMax() {
        return template.capacity();
    }

    @Override
    public int answerLengthMax() {
        return Math.max(REFUSAL_LENGTH_MAX, ANSWER_LENGTH + batch * ResultRowDecoder.ENCODED_LENGTH);
    }

    @Override
    public int events(long number) {
        return batch;
    }

    @Override
    public void time(long epochMs) {
        ids.time(epochMs);
    }

    @Override
    public int encode(UnsafeBuffer bytes, ByteBuffer out, int offset, long number) {
        int length = template.capacity();
        bytes.putBytes(offset, template, 0, length);
        bytes.putLong(offset + CORRELATION_OFFSET, number + 1);
        int rowOffset = offset + ROWS_OFFSET;
        for (int i = 0; i < batch; i++) {
            transfers.next();
            ids.next();
            row.wrap(bytes, rowOffset).amount(transfers.amountMinor());
            set(row.id(), ids.high(), ids.low());
            set(row.debitAccountId(), AccountIds.high(transfers.debit()), AccountIds.low(transfers.debit()));
            set(row.creditAccountId(), AccountIds.high(transfers.credit()), AccountIds.low(transfers.credit()));
            rowOffset += TransferRowEncoder.ENCODED_LENGTH;
        }
        bytes.putInt(offset + CRC_OFFSET, crc.of(out, offset + Frames.CRC_FROM, length - Frames.CRC_FROM));
        return length;
    }

    private static void set(IdEncoder id, long high, long low) {
        id.high(high).low(low);
    }

    @Override
    public int decode(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number) {
        if (available < Frames.LENGTH_MIN) return 0;
        frame.wrap(bytes, offset);
        int length = (int) frame.length();
        if (length < Frames.LENGTH_MIN || length > Frames.LENGTH_MAX) {
            throw new LoadFailedException("an answer has a length that no frame can have: length=" + length);
        }
        if (available < length) return 0;
        if ((int) frame.crc() != crc.of(in, offset + Frames.CRC_FROM, length - Frames.CRC_FROM)) {
            throw new LoadFailedException("an answer arrived damaged: number=" + number);
        }
        header.wrap(bytes, offset + Frames.HEADER_LENGTH);
        if (header.templateId() != ResultsDecoder.TEMPLATE_ID || length != ANSWER_LENGTH) {
            throw new LoadFailedException(Refusals.describe(bytes, offset));
        }
        checkResults(bytes, offset, number);
        return length;
    }

    private void checkResults(UnsafeBuffer bytes, int offset, long number) {
        results.wrap(bytes, offset + Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        boolean isExpected = results.correlationId() == number + 1
                && results.events() == batch
                && results.durabilityRaw() >= durability;
        if (!isExpected) {
            throw new LoadFailedException("expected correlationId=" + (number + 1) + " events=" + batch
                    + " durability=" + durability + " or more, not: correlationId=" + results.correlationId()
                    + " events="
                    + results.events() + " durability=" + results.durabilityRaw());
        }
    }
}
