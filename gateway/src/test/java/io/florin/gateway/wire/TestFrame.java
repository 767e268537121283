package io.florin.gateway.wire;

import io.florin.gateway.TestNode;
import io.florin.gateway.client.Ids;
import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.SetAccountLimitsEncoder;
import io.florin.protocol.codec.SetAccountStatusEncoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** A request in its frame: good when made, until a test puts something else there. Offsets count from the frame. */
final class TestFrame {
    static final int ROWS = RequestAdapter.ROWS_OFFSET;
    static final int GROUP_ROW_LENGTH = 68;
    static final int GROUP_ROWS = 70;
    static final int ROW_LENGTH = 128;
    static final int LIMITS_LENGTH = 48;
    static final int STATUS_LENGTH = 32;
    static final UUID BANK = new UUID(0, 1);
    static final UUID ALICE = new UUID(0, 2);

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int CODE = 10;
    private static final int KEY = 32;
    private static final int BODY_HASH = 48;

    private final byte[] bytes;
    private final UnsafeBuffer buffer;

    private TestFrame(byte[] bytes) {
        this.bytes = bytes;
        buffer = new UnsafeBuffer(bytes);
    }

    /** Any bytes. */
    static TestFrame raw(byte[] bytes) {
        return new TestFrame(bytes);
    }

    /** Nothing but headers, and zeros up to the length. */
    static TestFrame empty(int templateId, int length) {
        var frame = new TestFrame(new byte[length]);
        FrameEncoder.begin(frame.buffer, 0, length, templateId, RequestAdapter.BLOCK_LENGTH);
        return frame;
    }

    static TestFrame request(int templateId, long correlationId, int rowLength, int rows) {
        var frame = empty(templateId, ROWS + rows * rowLength).put64(Frames.BLOCK_OFFSET, correlationId);
        return frame.put16(GROUP_ROW_LENGTH, rowLength).put16(GROUP_ROWS, rows);
    }

    /** From the bank to Alice, one minor unit a row. */
    static TestFrame transfers(long correlationId, int rows) {
        var frame = request(CreateTransfersEncoder.TEMPLATE_ID, correlationId, ROW_LENGTH, rows);
        for (int i = 0; i < rows; i++) {
            int row = ROWS + i * ROW_LENGTH;
            frame.putId(row, Ids.next()).putId(row + 16, BANK).putId(row + 32, ALICE);
            frame.put64(row + 80, 1).put32(row + 112, TestNode.LEDGER).put16(row + 116, CODE);
        }
        return frame;
    }

    static TestFrame accounts(long correlationId, UUID... ids) {
        var frame = request(CreateAccountsEncoder.TEMPLATE_ID, correlationId, ROW_LENGTH, ids.length);
        for (int i = 0; i < ids.length; i++) {
            int row = ROWS + i * ROW_LENGTH;
            frame.putId(row, ids[i]).put32(row + 100, TestNode.LEDGER).put16(row + 108, CODE);
        }
        return frame;
    }

    /** New allowances for one account, whose limits have this version now. */
    static TestFrame limits(long correlationId, UUID account, long debitMinor, long creditMinor, int version) {
        var frame = request(SetAccountLimitsEncoder.TEMPLATE_ID, correlationId, LIMITS_LENGTH, 1);
        return frame.putId(ROWS, account)
                .put64(ROWS + 16, debitMinor)
                .put64(ROWS + 24, creditMinor)
                .put32(ROWS + 32, version);
    }

    /** Freezes an account, or sets it free: bit 0 debits, bit 1 credits. */
    static TestFrame status(long correlationId, UUID account, int frozen, int reason) {
        var frame = request(SetAccountStatusEncoder.TEMPLATE_ID, correlationId, STATUS_LENGTH, 1);
        return frame.putId(ROWS, account).put16(ROWS + 16, frozen).put16(ROWS + 18, reason);
    }

    /** What makes a request the same as an earlier one. */
    TestFrame key(UUID key, long bodyHash) {
        return putId(KEY, key).put64(BODY_HASH, bodyHash);
    }

    static TestFrame lookup(int templateId, long correlationId, UUID... ids) {
        var frame = request(templateId, correlationId, 16, ids.length);
        for (int i = 0; i < ids.length; i++) frame.putId(ROWS + i * 16, ids[i]);
        return frame;
    }

    TestFrame put8(int offset, int value) {
        buffer.putByte(offset, (byte) value);
        return this;
    }

    TestFrame put16(int offset, int value) {
        buffer.putShort(offset, (short) value, ORDER);
        return this;
    }

    TestFrame put32(int offset, int value) {
        buffer.putInt(offset, value, ORDER);
        return this;
    }

    TestFrame put64(int offset, long value) {
        buffer.putLong(offset, value, ORDER);
        return this;
    }

    TestFrame putId(int offset, UUID id) {
        return put64(offset, id.getMostSignificantBits()).put64(offset + 8, id.getLeastSignificantBits());
    }

    TestFrame putBytes(int offset, byte[] row) {
        buffer.putBytes(offset, row);
        return this;
    }

    long long64(int offset) {
        return buffer.getLong(offset, ORDER);
    }

    /** The same frame, shorter or longer, its own length corrected; what is added is zero. */
    TestFrame ofLength(int length) {
        return new TestFrame(Arrays.copyOf(bytes, length)).put32(0, length);
    }

    /** As it goes on the wire, with a good CRC. */
    byte[] sealed() {
        seal(bytes, 0, bytes.length);
        return bytes;
    }

    /** As it is, whatever the CRC. */
    byte[] unsealed() {
        return bytes;
    }

    static void seal(byte[] target, int offset, int length) {
        int crc = new Crc32c().of(target, offset + Frames.CRC_FROM, length - Frames.CRC_FROM);
        FrameEncoder.seal(new UnsafeBuffer(target), offset, crc);
    }

    static byte[] join(byte[]... frames) {
        int length = 0;
        for (byte[] frame : frames) length += frame.length;
        byte[] joined = new byte[length];
        int offset = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, joined, offset, frame.length);
            offset += frame.length;
        }
        return joined;
    }
}
