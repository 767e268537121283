package io.florin.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One transfer per HTTP request. A request is copied from bytes made at start; id, accounts and amount are written into
 * the copy, all of fixed width. Of an answer only what a client must see is read: the status, and where it ends.
 */
public final class HttpTransferCodec implements LoadCodec {
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";
    private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
    private static final int CREATED = '2' | '0' << 8 | '1' << 16;
    private static final int END_OF_HEAD = '\r' | '\n' << 8 | '\r' << 16 | '\n' << 24;
    private static final byte[] LENGTH_NAME = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int ANSWER_LENGTH_MAX = 64 * 1024;
    private static final short[] HEX = hex();

    private final TransferSource transfers;
    private final TimeOrderedIds ids;
    private final UnsafeBuffer template;
    private final int idOffset;
    private final int debitOffset;
    private final int creditOffset;
    private final int amountOffset;

    private int headLength;

    public HttpTransferCodec(String host, TransferSource transfers, TimeOrderedIds ids) {
        this.transfers = transfers;
        this.ids = ids;
        String body = "{\"debit_account_id\":\"" + NO_ID + "\",\"credit_account_id\":\"" + NO_ID
                + "\",\"amount\":1000,\"ledger\":" + BenchAccounts.LEDGER + ",\"code\":" + BenchAccounts.CODE + "}";
        String head = "POST /v1/transfers HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: " + NO_ID + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        this.template = new UnsafeBuffer((head + body).getBytes(StandardCharsets.US_ASCII));
        this.idOffset = head.indexOf(NO_ID);
        this.debitOffset = head.length() + body.indexOf(NO_ID);
        this.creditOffset = head.length() + body.lastIndexOf(NO_ID);
        this.amountOffset = head.length() + body.indexOf("1000");
    }

    private static short[] hex() {
        short[] hex = new short[256];
        for (int i = 0; i < hex.length; i++) {
            hex[i] = (short) (Character.forDigit(i >>> 4, 16) | Character.forDigit(i & 15, 16) << 8);
        }
        return hex;
    }

    @Override
    public int requestLengthMax() {
        return template.capacity();
    }

    @Override
    public int answerLengthMax() {
        return ANSWER_LENGTH_MAX;
    }

    @Override
    public int eventsPerRequest() {
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
        bytes.putBytes(offset, template, 0, template.capacity());
        putId(bytes, offset + idOffset, ids.high(), ids.low());
        int debit = transfers.debit();
        putId(bytes, offset + debitOffset, AccountIds.high(debit), AccountIds.low(debit));
        int credit = transfers.credit();
        putId(bytes, offset + creditOffset, AccountIds.high(credit), AccountIds.low(credit));
        bytes.putNaturalPaddedIntAscii(offset + amountOffset, 4, transfers.amountMinor());
        return template.capacity();
    }

    private static void putId(UnsafeBuffer bytes, int offset, long high, long low) {
        putHex(bytes, offset, high, 56, 4);
        putHex(bytes, offset + 9, high, 24, 2);
        putHex(bytes, offset + 14, high, 8, 2);
        putHex(bytes, offset + 19, low, 56, 2);
        putHex(bytes, offset + 24, low, 40, 6);
    }

    private static void putHex(UnsafeBuffer bytes, int offset, long value, int fromBit, int count) {
        for (int i = 0; i < count; i++) {
            int pair = (int) (value >>> (fromBit - 8 * i)) & 0xFF;
            bytes.putShort(offset + 2 * i, HEX[pair], ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Override
    public int decode(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number) {
        int head = headLength(bytes, offset, available);
        if (head == 0) return 0;
        int length = head + contentLength(bytes, offset, head);
        if (available < length) return 0;
        if ((bytes.getInt(offset + STATUS_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFF_FFFF) != CREATED) {
            throw new LoadFailedException(
                    "expected 201 Created, got: " + bytes.getStringWithoutLengthAscii(offset, length));
        }
        return length;
    }

    /** Answers are nearly all as long as the one before, so that is looked at first. */
    private int headLength(UnsafeBuffer bytes, int offset, int available) {
        if (headLength > 0 && isEndOfHead(bytes, offset, headLength, available)) return headLength;
        for (int length = Integer.BYTES; length <= available; length++) {
            if (isEndOfHead(bytes, offset, length, available)) {
                headLength = length;
                return length;
            }
        }
        return 0;
    }

    private static boolean isEndOfHead(UnsafeBuffer bytes, int offset, int length, int available) {
        return length <= available
                && bytes.getInt(offset + length - Integer.BYTES, ByteOrder.LITTLE_ENDIAN) == END_OF_HEAD;
    }

    private static int contentLength(UnsafeBuffer bytes, int offset, int head) {
        for (int i = STATUS_OFFSET; i < head - LENGTH_NAME.length; i++) {
            if (bytes.getByte(offset + i) == '\n' && isLengthName(bytes, offset + i)) {
                return number(bytes, offset + i + LENGTH_NAME.length);
            }
        }
        throw new LoadFailedException(
                "an answer without Content-Length: " + bytes.getStringWithoutLengthAscii(offset, head));
    }

    private static boolean isLengthName(UnsafeBuffer bytes, int at) {
        for (int i = 1; i < LENGTH_NAME.length; i++) {
            int letter = bytes.getByte(at + i);
            if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
            if (letter != LENGTH_NAME[i]) return false;
        }
        return true;
    }

    private static int number(UnsafeBuffer bytes, int offset) {
        int at = offset;
        while (bytes.getByte(at) == ' ') at++;
        int number = 0;
        while (bytes.getByte(at) >= '0' && bytes.getByte(at) <= '9') {
            number = number * 10 + bytes.getByte(at) - '0';
            at++;
        }
        return number;
    }
}
