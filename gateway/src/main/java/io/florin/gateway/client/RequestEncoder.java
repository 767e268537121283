package io.florin.gateway.client;

import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.LimitsRowEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.SetAccountLimitsEncoder;
import io.florin.protocol.codec.SetAccountStatusEncoder;
import io.florin.protocol.codec.StatusRowEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends requests as frames to a buffer. One thread at a time; allocates nothing. */
final class RequestEncoder {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int BLOCK_LENGTH = CreateTransfersEncoder.BLOCK_LENGTH;
    private static final int GROUP_OFFSET = Frames.BLOCK_OFFSET + BLOCK_LENGTH;
    private static final int ROWS_OFFSET = GROUP_OFFSET + Integer.BYTES;
    private static final int STAMPED = 1;

    /** For ever: a retry may come from a newer client. */
    private static final long HASH_PRIME = 0x9E37_79B9_7F4A_7C15L;

    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final Crc32c crc = new Crc32c();
    private final TransferRowEncoder transferRow = new TransferRowEncoder();
    private final AccountRowEncoder accountRow = new AccountRowEncoder();
    private final LimitsRowEncoder limitsRow = new LimitsRowEncoder();
    private final StatusRowEncoder statusRow = new StatusRowEncoder();
    private final IdEncoder idRow = new IdEncoder();

    void transfers(ByteBuf out, long correlationId, List<Transfer> transfers, RequestOptions options) {
        int rowLength = TransferRowEncoder.ENCODED_LENGTH;
        ByteBuffer bytes = begin(out, CreateTransfersEncoder.TEMPLATE_ID, rowLength, transfers.size());
        int base = bytes.position();
        block(correlationId, options);
        for (int i = 0; i < transfers.size(); i++) row(transfers.get(i), ROWS_OFFSET + i * rowLength);
        key(CreateTransfersEncoder.TEMPLATE_ID, options);
        end(out, bytes, base);
    }

    void accounts(ByteBuf out, long correlationId, List<Account> accounts, RequestOptions options) {
        int rowLength = AccountRowEncoder.ENCODED_LENGTH;
        ByteBuffer bytes = begin(out, CreateAccountsEncoder.TEMPLATE_ID, rowLength, accounts.size());
        int base = bytes.position();
        block(correlationId, options);
        for (int i = 0; i < accounts.size(); i++) row(accounts.get(i), ROWS_OFFSET + i * rowLength);
        key(CreateAccountsEncoder.TEMPLATE_ID, options);
        end(out, bytes, base);
    }

    void limits(ByteBuf out, long correlationId, List<LimitsChange> changes, RequestOptions options) {
        int rowLength = LimitsRowEncoder.ENCODED_LENGTH;
        ByteBuffer bytes = begin(out, SetAccountLimitsEncoder.TEMPLATE_ID, rowLength, changes.size());
        int base = bytes.position();
        block(correlationId, options);
        for (int i = 0; i < changes.size(); i++) {
            LimitsChange change = changes.get(i);
            limitsRow.wrap(frame, ROWS_OFFSET + i * rowLength);
            id(limitsRow.accountId(), change.accountId());
            limitsRow
                    .debitAllowance(change.debitAllowanceMinor())
                    .creditAllowance(change.creditAllowanceMinor())
                    .expectedVersion(Integer.toUnsignedLong(change.expectedVersion()));
        }
        key(SetAccountLimitsEncoder.TEMPLATE_ID, options);
        end(out, bytes, base);
    }

    void status(ByteBuf out, long correlationId, List<StatusChange> changes, RequestOptions options) {
        int rowLength = StatusRowEncoder.ENCODED_LENGTH;
        ByteBuffer bytes = begin(out, SetAccountStatusEncoder.TEMPLATE_ID, rowLength, changes.size());
        int base = bytes.position();
        block(correlationId, options);
        for (int i = 0; i < changes.size(); i++) {
            StatusChange change = changes.get(i);
            statusRow.wrap(frame, ROWS_OFFSET + i * rowLength);
            id(statusRow.accountId(), change.accountId());
            statusRow.frozen(change.frozenBits()).reason(change.reason());
        }
        key(SetAccountStatusEncoder.TEMPLATE_ID, options);
        end(out, bytes, base);
    }

    void lookupAccounts(ByteBuf out, long correlationId, List<UUID> ids) {
        lookup(out, LookupAccountsEncoder.TEMPLATE_ID, correlationId, ids);
    }

    void lookupTransfers(ByteBuf out, long correlationId, List<UUID> ids) {
        lookup(out, LookupTransfersEncoder.TEMPLATE_ID, correlationId, ids);
    }

    private void lookup(ByteBuf out, int templateId, long correlationId, List<UUID> ids) {
        int rowLength = IdEncoder.ENCODED_LENGTH;
        ByteBuffer bytes = begin(out, templateId, rowLength, ids.size());
        int base = bytes.position();
        block(correlationId, RequestOptions.NONE);
        for (int i = 0; i < ids.size(); i++) {
            id(idRow.wrap(frame, ROWS_OFFSET + i * rowLength), ids.get(i));
        }
        end(out, bytes, base);
    }

    private ByteBuffer begin(ByteBuf out, int templateId, int rowLength, int rows) {
        int length = ROWS_OFFSET + rows * rowLength;
        out.ensureWritable(length);
        ByteBuffer bytes = out.internalNioBuffer(out.writerIndex(), length);
        frame.wrap(bytes, bytes.position(), length);
        frame.setMemory(0, length, (byte) 0);
        FrameEncoder.begin(frame, 0, length, templateId, BLOCK_LENGTH);
        FrameEncoder.group(frame, GROUP_OFFSET, rowLength, rows);
        return bytes;
    }

    private void block(long correlationId, RequestOptions options) {
        int block = Frames.BLOCK_OFFSET;
        int durability =
                options.durability().isPresent() ? options.durability().get().code() : 0;
        frame.putLong(block, correlationId, ORDER);
        frame.putLong(block + CreateTransfersEncoder.notAfterEncodingOffset(), options.notAfterNs(), ORDER);
        frame.putByte(block + CreateTransfersEncoder.durabilityEncodingOffset(), (byte) durability);
        int bits = options.isStamped() ? STAMPED : 0;
        frame.putByte(block + CreateTransfersEncoder.optionsEncodingOffset(), (byte) bits);
    }

    /** The request key, and a hash over kind and rows that tells a repeated request from another one under its key. */
    private void key(int templateId, RequestOptions options) {
        if (!options.hasKey()) return;
        long hash = templateId;
        for (int offset = ROWS_OFFSET; offset < frame.capacity(); offset += Long.BYTES) {
            hash = (hash ^ frame.getLong(offset, ORDER)) * HASH_PRIME;
            hash ^= hash >>> Integer.SIZE;
        }
        int block = Frames.BLOCK_OFFSET;
        UUID key = options.requestKey();
        frame.putLong(block + CreateTransfersEncoder.requestKeyEncodingOffset(), key.getMostSignificantBits(), ORDER);
        frame.putLong(
                block + CreateTransfersEncoder.requestKeyEncodingOffset() + Long.BYTES,
                key.getLeastSignificantBits(),
                ORDER);
        frame.putLong(block + CreateTransfersEncoder.bodyHashEncodingOffset(), hash, ORDER);
    }

    private void row(Transfer transfer, int offset) {
        transferRow.wrap(frame, offset);
        id(transferRow.id(), transfer.id());
        id(transferRow.debitAccountId(), transfer.debitAccountId());
        id(transferRow.creditAccountId(), transfer.creditAccountId());
        id(transferRow.pendingId(), transfer.pendingId());
        id(transferRow.userData128(), transfer.userData128());
        transferRow
                .amount(transfer.amountMinor())
                .userData64(transfer.userData64())
                .timestamp(transfer.timestampNs())
                .userData32(Integer.toUnsignedLong(transfer.userData32()))
                .timeout(Integer.toUnsignedLong(transfer.timeoutSeconds()))
                .ledger(Integer.toUnsignedLong(transfer.ledger()))
                .code(transfer.code())
                .flags(transfer.flags());
    }

    private void row(Account account, int offset) {
        accountRow.wrap(frame, offset);
        id(accountRow.id(), account.id());
        id(accountRow.userData128(), account.userData128());
        accountRow
                .userData64(account.userData64())
                .timestamp(account.timestampNs())
                .userData32(Integer.toUnsignedLong(account.userData32()))
                .ledger(Integer.toUnsignedLong(account.ledger()))
                .code(account.code())
                .flags(account.flags());
    }

    private static void id(IdEncoder row, UUID id) {
        row.high(id.getMostSignificantBits()).low(id.getLeastSignificantBits());
    }

    private void end(ByteBuf out, ByteBuffer bytes, int base) {
        int length = frame.capacity();
        FrameEncoder.seal(frame, 0, crc.of(bytes, base + Frames.CRC_FROM, length - Frames.CRC_FROM));
        out.writerIndex(out.writerIndex() + length);
    }
}
