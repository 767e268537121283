package io.florin.ops.tool.check;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.LimitsRowEncoder;
import io.florin.protocol.codec.SetAccountLimitsEncoder;
import io.florin.protocol.codec.SetAccountStatusEncoder;
import io.florin.protocol.codec.StatusRowEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Requests as frames, with every field as a table gives it, be it nonsense: the ledger is to say so. One thread. */
final class RequestCodec {
    private static final int BLOCK_LENGTH = CreateTransfersEncoder.BLOCK_LENGTH;
    private static final int GROUP_OFFSET = Frames.BLOCK_OFFSET + BLOCK_LENGTH;
    private static final int ROWS_OFFSET = GROUP_OFFSET + Integer.BYTES;
    private static final int KEY_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersEncoder.requestKeyEncodingOffset();
    private static final int HASH_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersEncoder.bodyHashEncodingOffset();
    private static final int NOT_AFTER_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersEncoder.notAfterEncodingOffset();

    private final Crc32c crc = new Crc32c();
    private long correlationId;

    byte[] batch(Request.Batch batch) {
        byte[] frame =
                switch (batch) {
                    case Request.CreateAccounts request ->
                        rows(
                                CreateAccountsEncoder.TEMPLATE_ID,
                                AccountRowEncoder.ENCODED_LENGTH,
                                request.rows(),
                                this::row);
                    case Request.CreateTransfers request ->
                        rows(
                                CreateTransfersEncoder.TEMPLATE_ID,
                                TransferRowEncoder.ENCODED_LENGTH,
                                request.rows(),
                                this::row);
                    case Request.SetLimits request ->
                        rows(
                                SetAccountLimitsEncoder.TEMPLATE_ID,
                                LimitsRowEncoder.ENCODED_LENGTH,
                                request.rows(),
                                this::row);
                    case Request.SetStatus request ->
                        rows(
                                SetAccountStatusEncoder.TEMPLATE_ID,
                                StatusRowEncoder.ENCODED_LENGTH,
                                request.rows(),
                                this::row);
                };
        var buffer = new UnsafeBuffer(frame);
        Request.Head head = batch.head();
        buffer.putLong(KEY_OFFSET, head.key().high(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(KEY_OFFSET + Long.BYTES, head.key().low(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(HASH_OFFSET, head.bodyHash(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(NOT_AFTER_OFFSET, head.notAfterNs(), ByteOrder.LITTLE_ENDIAN);
        return sealed(frame);
    }

    byte[] lookup(int templateId, List<Id> ids) {
        return sealed(rows(
                templateId,
                IdEncoder.ENCODED_LENGTH,
                ids,
                (buffer, offset, id) -> id(new IdEncoder().wrap(buffer, offset), id.high(), id.low())));
    }

    @FunctionalInterface
    private interface Row<T> {
        void encode(UnsafeBuffer buffer, int offset, T row);
    }

    private <T> byte[] rows(int templateId, int rowLength, List<T> rows, Row<T> form) {
        byte[] frame = new byte[Frames.aligned(ROWS_OFFSET + rows.size() * rowLength)];
        var buffer = new UnsafeBuffer(frame);
        FrameEncoder.begin(buffer, 0, frame.length, templateId, BLOCK_LENGTH);
        FrameEncoder.group(buffer, GROUP_OFFSET, rowLength, rows.size());
        buffer.putLong(Frames.BLOCK_OFFSET, ++correlationId, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows.size(); i++) form.encode(buffer, ROWS_OFFSET + i * rowLength, rows.get(i));
        return frame;
    }

    private byte[] sealed(byte[] frame) {
        int checksum = crc.of(frame, Frames.CRC_FROM, frame.length - Frames.CRC_FROM);
        FrameEncoder.seal(new UnsafeBuffer(frame), 0, checksum);
        return frame;
    }

    private void row(UnsafeBuffer buffer, int offset, AccountCommand account) {
        AccountRowEncoder row = new AccountRowEncoder().wrap(buffer, offset);
        id(row.id(), account.idHigh(), account.idLow());
        id(row.userData128(), account.userData128High(), account.userData128Low());
        row.debitsPending(account.debitsPendingMinor())
                .debitsPosted(account.debitsPostedMinor())
                .creditsPending(account.creditsPendingMinor())
                .creditsPosted(account.creditsPostedMinor())
                .userData64(account.userData64())
                .timestamp(account.timestampNs())
                .debitAllowance(account.debitAllowanceMinor())
                .creditAllowance(account.creditAllowanceMinor())
                .userData32(Integer.toUnsignedLong(account.userData32()))
                .ledger(Integer.toUnsignedLong(account.ledger()))
                .limitsVersion(Integer.toUnsignedLong(account.limitsVersion()))
                .code(account.code())
                .flags(account.flags())
                .frozen(account.frozen())
                .reason(account.reason());
    }

    private void row(UnsafeBuffer buffer, int offset, TransferCommand transfer) {
        TransferRowEncoder row = new TransferRowEncoder().wrap(buffer, offset);
        id(row.id(), transfer.idHigh(), transfer.idLow());
        id(row.debitAccountId(), transfer.debitAccountIdHigh(), transfer.debitAccountIdLow());
        id(row.creditAccountId(), transfer.creditAccountIdHigh(), transfer.creditAccountIdLow());
        id(row.pendingId(), transfer.pendingIdHigh(), transfer.pendingIdLow());
        id(row.userData128(), transfer.userData128High(), transfer.userData128Low());
        row.amount(transfer.amountMinor())
                .userData64(transfer.userData64())
                .timestamp(transfer.timestampNs())
                .userData32(Integer.toUnsignedLong(transfer.userData32()))
                .timeout(Integer.toUnsignedLong(transfer.timeoutSeconds()))
                .ledger(Integer.toUnsignedLong(transfer.ledger()))
                .code(transfer.code())
                .flags(transfer.flags());
    }

    private void row(UnsafeBuffer buffer, int offset, LimitsCommand limits) {
        LimitsRowEncoder row = new LimitsRowEncoder().wrap(buffer, offset);
        id(row.accountId(), limits.accountIdHigh(), limits.accountIdLow());
        row.debitAllowance(limits.debitAllowanceMinor())
                .creditAllowance(limits.creditAllowanceMinor())
                .expectedVersion(Integer.toUnsignedLong(limits.expectedVersion()));
    }

    private void row(UnsafeBuffer buffer, int offset, StatusCommand status) {
        StatusRowEncoder row = new StatusRowEncoder().wrap(buffer, offset);
        id(row.accountId(), status.accountIdHigh(), status.accountIdLow());
        row.frozen(status.frozen()).reason(status.reason());
    }

    private static void id(IdEncoder row, long high, long low) {
        row.high(high).low(low);
    }
}
