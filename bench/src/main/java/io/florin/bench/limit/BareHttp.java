package io.florin.bench.limit;

import io.florin.bench.load.AccountIds;
import io.florin.bench.load.FixedFrameCodec;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * As much HTTP and JSON as cannot be left out: finds the end of the head, the length of the body, the two accounts and
 * the amount by their names, and answers with a text of which only the id changes.
 */
final class BareHttp implements BareProtocol {
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] KEY = ascii("Idempotency-Key: ");
    private static final byte[] DEBIT = ascii("\"debit_account_id\":\"");
    private static final byte[] CREDIT = ascii("\"credit_account_id\":\"");
    private static final byte[] AMOUNT = ascii("\"amount\":");
    private static final int ID_LENGTH = 36;
    private static final int KEY_OFFSET = 64;
    private static final String BODY = "{\"id\": \"019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44\", \"result\": \"created\", "
            + "\"timestamp\": \"2026-11-20T18:04:11.123456789Z\"}";
    private static final String HEAD = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
            + "Florin-Sequence: 184467;epoch=7\r\nFlorin-Durability: disk\r\nContent-Length: " + BODY.length()
            + "\r\n\r\n";
    private static final byte[] ANSWER = ascii(HEAD + BODY);
    private static final int ANSWER_ID_OFFSET = HEAD.length() + "{\"id\": \"".length();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int take(DirectBuffer in, int offset, int available, MutableDirectBuffer slots, int slot) {
        int end = offset + available;
        int head = endOfHead(in, offset, end);
        if (head < 0) return 0;
        int length = head - offset + (int) number(in, behind(in, offset, head, LENGTH));
        if (available < length) return 0;
        int bodyEnd = offset + length;
        slots.putBytes(slot + KEY_OFFSET, in, behind(in, offset, head, KEY), ID_LENGTH);
        slots.putLong(slot + FixedFrameCodec.DEBIT_OFFSET, account(in, behind(in, head, bodyEnd, DEBIT)));
        slots.putLong(slot + FixedFrameCodec.CREDIT_OFFSET, account(in, behind(in, head, bodyEnd, CREDIT)));
        slots.putLong(slot + FixedFrameCodec.AMOUNT_OFFSET, number(in, behind(in, head, bodyEnd, AMOUNT)));
        return length;
    }

    private static int endOfHead(DirectBuffer in, int from, int end) {
        for (int i = from + 3; i < end; i++) {
            if (in.getByte(i) == '\n' && in.getByte(i - 1) == '\r' && in.getByte(i - 2) == '\n') return i + 1;
        }
        return -1;
    }

    private static int behind(DirectBuffer in, int from, int end, byte[] name) {
        for (int i = from; i <= end - name.length; i++) {
            int matched = 0;
            while (matched < name.length && in.getByte(i + matched) == name[matched]) matched++;
            if (matched == name.length) return i + name.length;
        }
        throw new IllegalArgumentException("a request without " + new String(name, StandardCharsets.US_ASCII));
    }

    private static long number(DirectBuffer in, int from) {
        long number = 0;
        for (int i = from; in.getByte(i) >= '0' && in.getByte(i) <= '9'; i++) {
            number = number * 10 + in.getByte(i) - '0';
        }
        return number;
    }

    /** The index that the bench's account ids carry in their upper half. */
    private static long account(DirectBuffer in, int from) {
        long high = 0;
        for (int i = from; i < from + 18; i++) {
            if (in.getByte(i) != '-') high = high << 4 | Character.digit(in.getByte(i), 16);
        }
        return AccountIds.index(high);
    }

    @Override
    public int answer(DirectBuffer slots, int slot, MutableDirectBuffer out, int offset) {
        out.putBytes(offset, ANSWER);
        out.putBytes(offset + ANSWER_ID_OFFSET, slots, slot + KEY_OFFSET, ID_LENGTH);
        return ANSWER.length;
    }
}
