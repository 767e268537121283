package io.florin.pipeline;

import io.florin.ledger.Ledger;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.PulseResultEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The result of a pulse as bytes: counts and hash, then 16 bytes for each hold that expired.
 *
 * <p>There is one buffer, so at most one pulse may be between ledger stage and journal stage; {@link Pulser} sends the
 * next one only when the last was answered. Ledger thread only; all memory at construction.
 */
final class PulseResultPublisher {
    static final int EXPIRED_MAX = 4_096;

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(new byte[PulseResultEncoder.ENCODED_LENGTH + EXPIRED_MAX * IdEncoder.ENCODED_LENGTH]);
    private final PulseResultEncoder result = new PulseResultEncoder();
    private final IdEncoder id = new IdEncoder();

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Encodes what the last pulse did; returns the length in bytes. */
    int encode(Ledger ledger) {
        int expired = ledger.expiredCount();
        result.wrap(buffer, 0)
                .expired(expired)
                .firstRow(ledger.hashedFirstRow())
                .rowsHash(ledger.hashedRowsHash())
                .rows(ledger.hashedRows())
                .zero(0);
        int offset = PulseResultEncoder.ENCODED_LENGTH;
        for (int i = 0; i < expired; i++) {
            id.wrap(buffer, offset).high(ledger.expiredIdHigh(i)).low(ledger.expiredIdLow(i));
            offset += IdEncoder.ENCODED_LENGTH;
        }
        return offset;
    }
}
