package io.florin.ops.tool.demo;

import io.florin.gateway.client.Transfer;
import java.util.UUID;

/**
 * A transfer to post, before it has an id.
 *
 * @param code why money moves.
 * @param date as yyyymmdd; goes into the transfer's {@code user_data_32}.
 * @param reference of the source; goes into {@code user_data_64}.
 */
record Posting(UUID debitAccountId, UUID creditAccountId, long amountMinor, int code, int date, long reference) {
    Transfer transfer(UUID id, int ledger) {
        return Transfer.of(id, debitAccountId, creditAccountId, amountMinor, ledger, code)
                .withUserData(Transfer.NO_ID, reference, date);
    }
}
