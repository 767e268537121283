package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class HttpBatchCodecTest {
    private static final int OFFSET = 10;
    private static final int BATCH = 3;
    private static final String POSITION =
            "\"sequence\":12,\"epoch\":1,\"timestamp\":\"2026-11-20T18:04:11.123456789Z\",";

    private final ByteBuffer memory = ByteBuffer.allocateDirect(8_192);
    private final UnsafeBuffer bytes = new UnsafeBuffer(memory);
    private final TransferSource transfers = new TransferSource(Distribution.UNIFORM, 100, 7);
    private final HttpBatchCodec codec = new HttpBatchCodec("127.0.0.1", BATCH, transfers, new TimeOrderedIds(1));

    @Test
    void writesARequestThatAnybodyCanRead() {
        codec.time(1_790_000_000_000L);
        int length = codec.encode(bytes, memory, OFFSET, 0);
        var ids = new TimeOrderedIds(1);
        ids.time(1_790_000_000_000L);
        TransferSource again = transfers.again();
        String body = "[" + row(ids, again) + "," + row(ids, again) + "," + row(ids, again) + "]";
        String expected = "POST /v1/transfers/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        assertEquals(expected, bytes.getStringWithoutLengthAscii(OFFSET, length));
        assertEquals(length, codec.requestLengthMax());
    }

    private static String row(TimeOrderedIds ids, TransferSource transfers) {
        transfers.next();
        ids.next();
        return "{\"id\":\"" + new UUID(ids.high(), ids.low()) + "\",\"debit_account_id\":\""
                + account(transfers.debit()) + "\",\"credit_account_id\":\"" + account(transfers.credit())
                + "\",\"amount\":" + transfers.amountMinor() + ",\"ledger\":978,\"code\":10}";
    }

    private static UUID account(int index) {
        return new UUID(AccountIds.high(index), AccountIds.low(index));
    }

    @Test
    void takesAnAnswerOnceItIsWhole() {
        int length = put("200 OK", "{\"events\":3," + POSITION + "\"failures\":[]}");
        for (int available = 0; available < length; available++) assertEquals(0, decode(available));
        assertEquals(length, decode(length + 50));
    }

    @Test
    void refusesOtherAnswers() {
        refused(put("200 OK", "{\"events\":2," + POSITION + "\"failures\":[]}"));
        refused(put("200 OK", "{\"events\":3," + POSITION + "\"failures\":[{\"index\":0}]}"));
        refused(put("201 Created", "{\"events\":3," + POSITION + "\"failures\":[]}"));
        refused(put("503 Service Unavailable", "{\"code\":\"busy\"}"));
    }

    private void refused(int length) {
        var refused = assertThrows(LoadFailedException.class, () -> decode(length));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("expected 200 with 3 events and no failures, got: HTTP/1.1 "), message);
    }

    private int put(String status, String body) {
        return bytes.putStringWithoutLengthAscii(
                OFFSET, "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private int decode(int available) {
        return codec.decode(bytes, memory, OFFSET, available, 0);
    }
}
