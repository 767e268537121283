package io.florin.bench.load;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests and answers of one length each, for the bare servers that serve as limits. A request is
 * {number i64, id high, id low, debit i64, credit i64, amount i64, zeros}; an answer begins with the number.
 */
public final class FixedFrameCodec implements LoadCodec {
    /** Of a request; the bare servers read no other. */
    public static final int REQUEST_LENGTH = 128;

    public static final int ID_OFFSET = 8;
    public static final int DEBIT_OFFSET = 24;
    public static final int CREDIT_OFFSET = 32;
    public static final int AMOUNT_OFFSET = 40;

    private final int answerLength;
    private final TransferSource transfers;
    private final TimeOrderedIds ids;

    public FixedFrameCodec(int answerLength, TransferSource transfers, TimeOrderedIds ids) {
        this.answerLength = answerLength;
        this.transfers = transfers;
        this.ids = ids;
    }

    @Override
    public int requestLengthMax() {
        return REQUEST_LENGTH;
    }

    @Override
    public int answerLengthMax() {
        return answerLength;
    }

    @Override
    public int events(long number) {
        return 1;
    }

    @Override
    public void time(long epochMs) {
        ids.time(epochMs);
    }

    @Override
    public int encode(UnsafeBuffer bytes, ByteBuffer out, int offset, long number) {
        transfers.next();
        ids.next();
        bytes.putLong(offset, number);
        bytes.putLong(offset + ID_OFFSET, ids.high());
        bytes.putLong(offset + ID_OFFSET + Long.BYTES, ids.low());
        bytes.putLong(offset + DEBIT_OFFSET, transfers.debit());
        bytes.putLong(offset + CREDIT_OFFSET, transfers.credit());
        bytes.putLong(offset + AMOUNT_OFFSET, transfers.amountMinor());
        return REQUEST_LENGTH;
    }

    @Override
    public int decode(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number) {
        if (available < answerLength) return 0;
        long answered = bytes.getLong(offset);
        if (answered != number) throw new LoadFailedException("expected answer " + number + ": number=" + answered);
        return answerLength;
    }
}
