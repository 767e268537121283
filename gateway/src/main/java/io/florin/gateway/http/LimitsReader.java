package io.florin.gateway.http;

import io.florin.protocol.codec.LimitsRowEncoder;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;

/** How far an account may go, as JSON: both allowances, of the account in the path, if its limits are as expected. */
final class LimitsReader extends RowReader {
    private static final int DEBIT_ALLOWANCE = 1;
    private static final int CREDIT_ALLOWANCE = 1 << 1;

    private final LimitsRowEncoder row = new LimitsRowEncoder();
    private long accountHigh;
    private long accountLow;
    private long expectedVersion;

    @Override
    int rowLength() {
        return LimitsRowEncoder.ENCODED_LENGTH;
    }

    @Override
    void about(long idHigh, long idLow) {
        accountHigh = idHigh;
        accountLow = idLow;
    }

    void expect(long version) {
        expectedVersion = version;
    }

    @Override
    void begin(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, LimitsRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset).expectedVersion(expectedVersion);
        row.accountId().high(accountHigh).low(accountLow);
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "debit_allowance" -> {
                once(DEBIT_ALLOWANCE, field);
                row.debitAllowance(JsonValues.amountMinor(json, field));
            }
            case "credit_allowance" -> {
                once(CREDIT_ALLOWANCE, field);
                row.creditAllowance(JsonValues.amountMinor(json, field));
            }
            default -> throw unknown(field);
        }
    }

    @Override
    void end() {
        require(DEBIT_ALLOWANCE, "debit_allowance");
        require(CREDIT_ALLOWANCE, "credit_allowance");
    }
}
