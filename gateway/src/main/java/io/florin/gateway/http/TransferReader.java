package io.florin.gateway.http;

import io.florin.protocol.codec.TransferRowEncoder;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;

/** A transfer as JSON. */
final class TransferReader extends RowReader {
    private static final int ID = 1;
    private static final int DEBIT = 1 << 1;
    private static final int CREDIT = 1 << 2;
    private static final int AMOUNT = 1 << 3;
    private static final int PENDING = 1 << 4;
    private static final int USER_DATA_128 = 1 << 5;
    private static final int USER_DATA_64 = 1 << 6;
    private static final int USER_DATA_32 = 1 << 7;
    private static final int LEDGER = 1 << 8;
    private static final int CODE = 1 << 9;
    private static final int FLAGS = 1 << 10;
    private static final int TIMEOUT = 1 << 11;
    private static final int TIMESTAMP = 1 << 12;

    private static final int LINKED = 1;
    private static final int VOID = 1 << 3;
    private static final int CODE_MAX = 0xFFFF;

    private final TransferRowEncoder row = new TransferRowEncoder();
    private int flags;

    @Override
    int rowLength() {
        return TransferRowEncoder.ENCODED_LENGTH;
    }

    @Override
    int linkedBit() {
        return LINKED;
    }

    @Override
    int flagsOffset() {
        return TransferRowEncoder.flagsEncodingOffset();
    }

    @Override
    void begin(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, TransferRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset);
        flags = 0;
    }

    @Override
    void id(long high, long low) {
        row.id().high(high).low(low);
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "id" -> {
                once(ID, field);
                readId(json);
            }
            case "debit_account_id" -> {
                once(DEBIT, field);
                JsonValues.id(json, field, id);
                row.debitAccountId().high(id.high()).low(id.low());
            }
            case "credit_account_id" -> {
                once(CREDIT, field);
                JsonValues.id(json, field, id);
                row.creditAccountId().high(id.high()).low(id.low());
            }
            case "amount" -> {
                once(AMOUNT, field);
                row.amount(JsonValues.amountMinor(json, field));
            }
            case "ledger" -> {
                once(LEDGER, field);
                row.ledger(JsonValues.unsignedInt(json, field));
            }
            case "currency" -> {
                once(LEDGER, field);
                row.ledger(currency(json));
            }
            default -> rareField(json, field);
        }
    }

    private void rareField(JsonParser json, String field) {
        switch (field) {
            case "code" -> {
                once(CODE, field);
                row.code((int) JsonValues.integer(json, field, CODE_MAX));
            }
            case "flags" -> {
                once(FLAGS, field);
                flags = flags(json, TransferReader::flag);
                row.flags(flags);
            }
            case "pending_id" -> {
                once(PENDING, field);
                JsonValues.id(json, field, id);
                row.pendingId().high(id.high()).low(id.low());
            }
            case "user_data_128" -> {
                once(USER_DATA_128, field);
                JsonValues.id(json, field, id);
                row.userData128().high(id.high()).low(id.low());
            }
            case "user_data_64" -> {
                once(USER_DATA_64, field);
                row.userData64(JsonValues.unsignedLongText(json, field));
            }
            case "user_data_32" -> {
                once(USER_DATA_32, field);
                row.userData32(JsonValues.unsignedInt(json, field));
            }
            case "timeout" -> {
                once(TIMEOUT, field);
                row.timeout(JsonValues.unsignedInt(json, field));
            }
            case "timestamp" -> {
                once(TIMESTAMP, field);
                row.timestamp(JsonValues.time(json, field));
            }
            default -> throw unknown(field);
        }
    }

    /** A forgotten amount must not become a transfer of nothing; only a void takes all by default. */
    @Override
    void end() {
        if (!isSeen(AMOUNT) && (flags & VOID) == 0) throw RequestFault.invalid("amount", "must be given");
    }

    /** LEDGER.md's names of flags. */
    static int flag(String name) {
        return switch (name) {
            case "linked" -> LINKED;
            case "pending" -> 1 << 1;
            case "post_pending_transfer" -> 1 << 2;
            case "void_pending_transfer" -> VOID;
            case "balancing_debit" -> 1 << 4;
            case "balancing_credit" -> 1 << 5;
            case "closing_debit" -> 1 << 6;
            case "closing_credit" -> 1 << 7;
            case "imported" -> 1 << 8;
            case "partial" -> 1 << 11;
            case "group" -> 1 << 12;
            default -> 0;
        };
    }
}
