package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class HttpTransferCodecTest {
    private static final int OFFSET = 10;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(4_096);
    private final UnsafeBuffer bytes = new UnsafeBuffer(memory);
    private final TransferSource transfers = new TransferSource(Distribution.UNIFORM, 100, 7);
    private final TimeOrderedIds ids = new TimeOrderedIds(1);
    private final HttpTransferCodec codec = new HttpTransferCodec("127.0.0.1", transfers, ids);

    @Test
    void writesARequestThatAnybodyCanRead() {
        ids.time(1_790_000_000_000L);
        int length = codec.encode(bytes, memory, OFFSET, 0);
        TransferSource again = transfers.again();
        again.next();
        String body = "{\"debit_account_id\":\"" + account(again.debit()) + "\",\"credit_account_id\":\""
                + account(again.credit()) + "\",\"amount\":" + again.amountMinor() + ",\"ledger\":978,\"code\":10}";
        String expected = "POST /v1/transfers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: " + new UUID(ids.high(), ids.low()) + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        assertEquals(expected, bytes.getStringWithoutLengthAscii(OFFSET, length));
    }

    private static UUID account(int index) {
        return new UUID(AccountIds.high(index), AccountIds.low(index));
    }

    @Test
    void takesAnAnswerOnceItIsWholeWhateverItsLengthWasBefore() {
        for (String sequence : new String[] {"9", "10", "9"}) {
            String answer = "HTTP/1.1 201 Created\r\nFlorin-Sequence: " + sequence
                    + ";epoch=7\r\ncontent-length: 4\r\nX: y\r\n\r\n{ \n}";
            int length = put(answer);
            for (int available = 0; available < length; available++) assertEquals(0, decode(available), answer);
            assertEquals(length, decode(length + 50));
        }
    }

    @Test
    void refusesOtherAnswers() {
        refused("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "expected 201 Created, got: HTTP/1.1 200 OK");
        refused("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "503 Busy");
        refused("HTTP/1.1 201 Created\r\nX: y\r\n\r\n", "an answer without Content-Length");
    }

    private void refused(String answer, String reason) {
        int length = put(answer);
        var refused = assertThrows(LoadFailedException.class, () -> decode(length));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), String.valueOf(refused.getMessage()));
    }

    private int put(String answer) {
        return bytes.putStringWithoutLengthAscii(OFFSET, answer);
    }

    private int decode(int available) {
        return codec.decode(bytes, memory, OFFSET, available, 0);
    }
}
