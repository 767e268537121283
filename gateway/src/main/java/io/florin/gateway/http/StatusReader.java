package io.florin.gateway.http;

import io.florin.protocol.codec.StatusRowEncoder;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;

/** Which sides of an account are frozen, as JSON; the account is in the path. */
final class StatusReader extends RowReader {
    private static final int DEBITS_FROZEN = 1;
    private static final int CREDITS_FROZEN = 1 << 1;
    private static final int REASON_CODE = 1 << 2;
    private static final int REASON_MAX = 0xFFFF;

    private final StatusRowEncoder row = new StatusRowEncoder();
    private long accountHigh;
    private long accountLow;
    private int frozen;

    @Override
    int rowLength() {
        return StatusRowEncoder.ENCODED_LENGTH;
    }

    @Override
    void about(long idHigh, long idLow) {
        accountHigh = idHigh;
        accountLow = idLow;
    }

    @Override
    void begin(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, StatusRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset).accountId().high(accountHigh).low(accountLow);
        frozen = 0;
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "debits_frozen" -> {
                once(DEBITS_FROZEN, field);
                if (JsonValues.isTrue(json, field)) frozen |= DEBITS_FROZEN;
            }
            case "credits_frozen" -> {
                once(CREDITS_FROZEN, field);
                if (JsonValues.isTrue(json, field)) frozen |= CREDITS_FROZEN;
            }
            case "reason_code" -> {
                once(REASON_CODE, field);
                row.reason((int) JsonValues.integer(json, field, REASON_MAX));
            }
            case "closed" ->
                throw RequestFault.invalid(field, "a hold with closing_debit or closing_credit closes an account");
            default -> throw unknown(field);
        }
    }

    @Override
    void end() {
        require(DEBITS_FROZEN, "debits_frozen");
        require(CREDITS_FROZEN, "credits_frozen");
        row.frozen(frozen);
    }
}
