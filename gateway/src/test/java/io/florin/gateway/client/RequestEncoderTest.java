package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.florin.protocol.Frames;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The hash beside a request key: a retry may come from another build of the client, so it never changes. */
final class RequestEncoderTest {
    private static final UUID KEY = new UUID(0x1122_3344_5566_7788L, 0x99AA_BBCC_DDEE_FF00L);
    private static final Transfer TRANSFER = Transfer.of(new UUID(1, 2), new UUID(3, 4), new UUID(5, 6), 7, 978, 10);

    @Test
    void isTheSameForEverForTheSameRows() {
        assertEquals(0x7FF3_374E_2C91_616DL, hash(TRANSFER, RequestOptions.NONE.key(KEY)));
    }

    @Test
    void coversWhatIsAskedAndNotHow() {
        long hash = hash(TRANSFER, RequestOptions.NONE.key(KEY));
        assertEquals(
                hash, hash(TRANSFER, RequestOptions.STAMPED.key(new UUID(8, 9)).notAfter(5)));
        assertNotEquals(hash, hash(TRANSFER.and(TransferFlag.PENDING), RequestOptions.NONE.key(KEY)));
        assertNotEquals(hash, hash(TRANSFER.withTimeout(1), RequestOptions.NONE.key(KEY)));
        assertEquals(0, hash(TRANSFER, RequestOptions.NONE));
    }

    private static long hash(Transfer transfer, RequestOptions options) {
        ByteBuf frame = Unpooled.directBuffer();
        try {
            new RequestEncoder().transfers(frame, 1, List.of(transfer), options);
            int block = Frames.BLOCK_OFFSET;
            assertEquals(
                    options.requestKey().getMostSignificantBits(),
                    frame.getLongLE(block + CreateTransfersEncoder.requestKeyEncodingOffset()));
            return frame.getLongLE(block + CreateTransfersEncoder.bodyHashEncodingOffset());
        } finally {
            frame.release();
        }
    }
}
