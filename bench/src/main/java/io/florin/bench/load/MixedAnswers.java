package io.florin.bench.load;

import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.Outcome;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.TransfersDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Holds answers of several kinds against what they must say. One thread. */
final class MixedAnswers {
    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ResultsDecoder results = new ResultsDecoder();
    private final AccountsDecoder accounts = new AccountsDecoder();
    private final TransfersDecoder transfers = new TransfersDecoder();
    private final Crc32c crc = new Crc32c();

    /** Length of the frame, whose header is read then; 0 if bytes are missing. */
    int whole(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number) {
        if (available < Frames.LENGTH_MIN) return 0;
        int length = (int) frame.wrap(bytes, offset).length();
        if (length < Frames.LENGTH_MIN || length > Frames.LENGTH_MAX) {
            throw new LoadFailedException("an answer has a length that no frame can have: length=" + length);
        }
        if (available < length) return 0;
        if ((int) frame.crc() != crc.of(in, offset + Frames.CRC_FROM, length - Frames.CRC_FROM)) {
            throw new LoadFailedException("an answer arrived damaged: number=" + number);
        }
        header.wrap(bytes, offset + Frames.HEADER_LENGTH);
        return length;
    }

    /** So many events were decided durably: all created, or the only one with this status. */
    void results(UnsafeBuffer bytes, int offset, long number, int events, int status) {
        require(header.templateId() == ResultsDecoder.TEMPLATE_ID, bytes, offset, number);
        results.wrap(bytes, offset + Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        boolean isExpected = results.correlationId() == number + 1
                && results.events() == events
                && results.durabilityRaw() >= BenchAccounts.DURABLE;
        ResultsDecoder.RowsDecoder rows = results.rows();
        isExpected &= rows.count() == (status == 0 ? 0 : 1);
        require(isExpected && (status == 0 || rows.next().row().status() == status), bytes, offset, number);
    }

    /** So many accounts of the bench were found. */
    void accounts(UnsafeBuffer bytes, int offset, long number, int count) {
        require(header.templateId() == AccountsDecoder.TEMPLATE_ID, bytes, offset, number);
        accounts.wrap(bytes, offset + Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        require(accounts.correlationId() == number + 1, bytes, offset, number);
        AccountsDecoder.RowsDecoder rows = accounts.rows();
        require(rows.count() == count, bytes, offset, number);
        while (rows.hasNext()) {
            var row = rows.next().row();
            int index = AccountIds.index(row.id().high());
            require(row.id().low() == AccountIds.low(index) && row.timestamp() != 0, bytes, offset, number);
        }
    }

    /** The transfer that was asked for was created. */
    void transfer(UnsafeBuffer bytes, int offset, long number) {
        require(header.templateId() == TransfersDecoder.TEMPLATE_ID, bytes, offset, number);
        transfers.wrap(bytes, offset + Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        require(transfers.correlationId() == number + 1, bytes, offset, number);
        TransfersDecoder.RowsDecoder rows = transfers.rows();
        require(rows.count() == 1 && rows.next().row().outcome() == Outcome.CREATED, bytes, offset, number);
    }

    private static void require(boolean isSo, UnsafeBuffer bytes, int offset, long number) {
        if (isSo) return;
        throw new LoadFailedException(
                "not the answer of " + MixedSource.step(number) + ": " + Refusals.describe(bytes, offset));
    }
}
