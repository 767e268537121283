package io.florin.projection;

import io.florin.journal.Chain;
import java.util.UUID;

/**
 * How far the journal is in the read model; stands in PostgreSQL, in the same transaction as the data.
 *
 * @param sequence of the last record; 0 for none.
 * @param epoch of that record.
 * @param chain of the journal behind it.
 * @param recordedNs time of that record.
 */
public record Position(UUID ledgerId, long sequence, long epoch, Chain chain, long recordedNs) {
    /** Before the first record. */
    static Position beginning(UUID ledgerId) {
        return new Position(ledgerId, 0, 0, Chain.NOTHING, 0);
    }
}
