package io.florin.bench.load;

import io.florin.bench.load.MixedSource.Step;
import io.florin.ledger.CreateTransferResult;
import io.florin.ledger.TransferFlags;
import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.GroupSizeEncodingEncoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a payment system sends, over the binary protocol: the requests of a {@link MixedSource}. Holds are settled on
 * the connection that made them, as an order's later steps are; each answer must be the one that its step has.
 */
public final class MixedFramesCodec implements LoadCodec {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int ROWS_OFFSET =
            Frames.BLOCK_OFFSET + CreateTransfersEncoder.BLOCK_LENGTH + GroupSizeEncodingEncoder.ENCODED_LENGTH;
    private static final int ROW = TransferRowEncoder.ENCODED_LENGTH;
    private static final int ANSWER_LENGTH_MAX = 1_024;
    private static final int ACCOUNTS = 2;
    private static final int HOLD_SECONDS = 3_600;
    private static final int HOLDS_MAX = 4;

    private final MixedSource source;
    private final TimeOrderedIds ids;
    private final TransferRowEncoder row = new TransferRowEncoder();
    private final IdEncoder id = new IdEncoder();
    private final Crc32c crc = new Crc32c();
    private final MixedAnswers answers = new MixedAnswers();
    private final long[] holds = new long[2 * HOLDS_MAX];
    private long lastHigh;
    private long lastLow;
    private long sent;

    public MixedFramesCodec(TransferSource transfers, TimeOrderedIds ids) {
        this.source = new MixedSource(transfers);
        this.ids = ids;
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
        return Frames.aligned(ROWS_OFFSET + MixedSource.CHAIN_LENGTH * ROW);
    }

    @Override
    public int answerLengthMax() {
        return ANSWER_LENGTH_MAX;
    }

    @Override
    public int events(long number) {
        return MixedSource.step(number).events();
    }

    @Override
    public void time(long epochMs) {
        ids.time(epochMs);
    }

    /** Requests that were written; all of them were answered once the load is over. */
    public long sent() {
        return sent;
    }

    @Override
    public int encode(UnsafeBuffer bytes, ByteBuffer out, int offset, long number) {
        sent++;
        Step step = source.next();
        return switch (step) {
            case LOOK_AT_ACCOUNTS -> accounts(bytes, out, offset, number);
            case LOOK_AT_TRANSFER -> transfer(bytes, out, offset, number);
            default -> transfers(bytes, out, offset, number, step);
        };
    }

    private int accounts(UnsafeBuffer bytes, ByteBuffer out, int offset, long number) {
        int length = begin(bytes, offset, LookupAccountsEncoder.TEMPLATE_ID, IdEncoder.ENCODED_LENGTH, ACCOUNTS);
        account(id.wrap(bytes, offset + ROWS_OFFSET), source.debit(0));
        account(id.wrap(bytes, offset + ROWS_OFFSET + IdEncoder.ENCODED_LENGTH), source.credit(0));
        return seal(bytes, out, offset, length, number);
    }

    private int transfer(UnsafeBuffer bytes, ByteBuffer out, int offset, long number) {
        int length = begin(bytes, offset, LookupTransfersEncoder.TEMPLATE_ID, IdEncoder.ENCODED_LENGTH, 1);
        id.wrap(bytes, offset + ROWS_OFFSET).high(lastHigh).low(lastLow);
        return seal(bytes, out, offset, length, number);
    }

    private int transfers(UnsafeBuffer bytes, ByteBuffer out, int offset, long number, Step step) {
        int length = begin(bytes, offset, CreateTransfersEncoder.TEMPLATE_ID, ROW, step.events());
        for (int i = 0; i < step.events(); i++) {
            row.wrap(bytes, offset + ROWS_OFFSET + i * ROW);
            row(step, i);
        }
        return seal(bytes, out, offset, length, number);
    }

    private void row(Step step, int event) {
        if (step != Step.AGAIN) {
            ids.next();
            lastHigh = ids.high();
            lastLow = ids.low();
        }
        row.id().high(lastHigh).low(lastLow);
        row.amount(source.amountMinor(event));
        switch (step) {
            case POST -> settle(step, TransferFlags.POST_PENDING_TRANSFER, Long.MAX_VALUE);
            case POST_HALF -> settle(step, TransferFlags.POST_PENDING_TRANSFER, source.amountMinor(0));
            case VOID -> settle(step, TransferFlags.VOID_PENDING_TRANSFER, 0);
            default -> between(event, step == Step.TO_ITSELF ? source.debit(event) : source.credit(event));
        }
        if (step == Step.HOLD) hold(step);
        if (step == Step.CHAIN && event < step.events() - 1) row.flags(TransferFlags.LINKED);
    }

    private void between(int event, int credit) {
        account(row.debitAccountId(), source.debit(event));
        account(row.creditAccountId(), credit);
        row.ledger(BenchAccounts.LEDGER).code(BenchAccounts.CODE);
    }

    private void hold(Step step) {
        row.flags(TransferFlags.PENDING).timeout(HOLD_SECONDS);
        int at = 2 * (int) (source.hold(step) % HOLDS_MAX);
        holds[at] = lastHigh;
        holds[at + 1] = lastLow;
    }

    private void settle(Step step, int flags, long amountMinor) {
        int at = 2 * (int) (source.hold(step) % HOLDS_MAX);
        row.pendingId().high(holds[at]).low(holds[at + 1]);
        row.flags(flags).amount(amountMinor);
    }

    private static void account(IdEncoder id, int index) {
        id.high(AccountIds.high(index)).low(AccountIds.low(index));
    }

    private static int begin(UnsafeBuffer bytes, int offset, int templateId, int rowLength, int rows) {
        int length = Frames.aligned(ROWS_OFFSET + rows * rowLength);
        bytes.setMemory(offset, length, (byte) 0);
        FrameEncoder.begin(bytes, offset, length, templateId, CreateTransfersEncoder.BLOCK_LENGTH);
        FrameEncoder.group(bytes, offset + Frames.BLOCK_OFFSET + CreateTransfersEncoder.BLOCK_LENGTH, rowLength, rows);
        return length;
    }

    private int seal(UnsafeBuffer bytes, ByteBuffer out, int offset, int length, long number) {
        bytes.putLong(offset + Frames.BLOCK_OFFSET, number + 1, ORDER);
        FrameEncoder.seal(bytes, offset, crc.of(out, offset + Frames.CRC_FROM, length - Frames.CRC_FROM));
        return length;
    }

    @Override
    public int decode(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number) {
        int length = answers.whole(bytes, in, offset, available, number);
        if (length == 0) return 0;
        Step step = MixedSource.step(number);
        switch (step) {
            case LOOK_AT_ACCOUNTS -> answers.accounts(bytes, offset, number, ACCOUNTS);
            case LOOK_AT_TRANSFER -> answers.transfer(bytes, offset, number);
            default -> answers.results(bytes, offset, number, step.events(), status(step));
        }
        return length;
    }

    private static int status(Step step) {
        return switch (step) {
            case TO_ITSELF -> CreateTransferResult.ACCOUNTS_MUST_BE_DIFFERENT.code();
            case AGAIN -> CreateTransferResult.EXISTS.code();
            default -> CreateTransferResult.CREATED.code();
        };
    }
}
