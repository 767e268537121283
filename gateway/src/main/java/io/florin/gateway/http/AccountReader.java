package io.florin.gateway.http;

import io.florin.gateway.LedgerNames;
import io.florin.protocol.codec.AccountRowEncoder;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;

/** A new account as JSON. */
final class AccountReader extends EventReader {
    private static final int ID = 1;
    private static final int USER_DATA_128 = 1 << 1;
    private static final int USER_DATA_64 = 1 << 2;
    private static final int USER_DATA_32 = 1 << 3;
    private static final int LEDGER = 1 << 4;
    private static final int CODE = 1 << 5;
    private static final int FLAGS = 1 << 6;
    private static final int TIMESTAMP = 1 << 7;

    private static final int LINKED = 1;
    private static final int CODE_MAX = 0xFFFF;

    private final LedgerNames ledgers;
    private final AccountRowEncoder row = new AccountRowEncoder();

    AccountReader(LedgerNames ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    int rowLength() {
        return AccountRowEncoder.ENCODED_LENGTH;
    }

    @Override
    int linkedBit() {
        return LINKED;
    }

    @Override
    int flagsOffset() {
        return AccountRowEncoder.flagsEncodingOffset();
    }

    @Override
    void beginEvent(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, AccountRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset);
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
            case "ledger" -> {
                once(LEDGER, field);
                row.ledger(JsonValues.unsignedInt(json, field));
            }
            case "currency" -> {
                once(LEDGER, field);
                row.ledger(currency(json, ledgers));
            }
            case "code" -> {
                once(CODE, field);
                row.code((int) JsonValues.integer(json, field, CODE_MAX));
            }
            case "flags" -> {
                once(FLAGS, field);
                row.flags(flags(json, AccountReader::flag));
            }
            default -> rareField(json, field);
        }
    }

    private void rareField(JsonParser json, String field) {
        switch (field) {
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
            case "timestamp" -> {
                once(TIMESTAMP, field);
                row.timestamp(JsonValues.time(json, field));
            }
            default -> throw unknown(field);
        }
    }

    /** Whatever is missing, the ledger names. */
    @Override
    void end() {
        // an account has no field that would do harm by being 0
    }

    /** LEDGER.md's names of flags. */
    static int flag(String name) {
        return switch (name) {
            case "linked" -> LINKED;
            case "debits_must_not_exceed_credits" -> 1 << 1;
            case "credits_must_not_exceed_debits" -> 1 << 2;
            case "history" -> 1 << 3;
            case "imported" -> 1 << 4;
            case "closed" -> 1 << 5;
            default -> 0;
        };
    }
}
