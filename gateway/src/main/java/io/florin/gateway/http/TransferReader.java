package io.florin.gateway.http;

import io.florin.gateway.LedgerNames;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;

/** A transfer as JSON, in one of its forms. */
final class TransferReader extends EventReader {
    private static final int ID = 1;
    private static final int DEBIT = 1 << 1;
    private static final int CREDIT = 1 << 2;
    private static final int AMOUNT = 1 << 3;
    private static final int PENDING_ID = 1 << 4;
    private static final int USER_DATA_128 = 1 << 5;
    private static final int USER_DATA_64 = 1 << 6;
    private static final int USER_DATA_32 = 1 << 7;
    private static final int LEDGER = 1 << 8;
    private static final int CODE = 1 << 9;
    private static final int FLAGS = 1 << 10;
    private static final int TIMEOUT = 1 << 11;
    private static final int TIMESTAMP = 1 << 12;
    private static final int PARTIAL = 1 << 13;
    private static final int GROUP = 1 << 14;

    private static final int STATED = DEBIT | CREDIT | AMOUNT | PENDING_ID | FLAGS | TIMEOUT | TIMESTAMP;
    private static final int INHERITED = ID | USER_DATA_128 | USER_DATA_64 | USER_DATA_32 | LEDGER | CODE | GROUP;

    private static final int LINKED = 1;
    private static final int PENDING_FLAG = 1 << 1;
    private static final int POST_FLAG = 1 << 2;
    private static final int VOID_FLAG = 1 << 3;
    private static final int PARTIAL_FLAG = 1 << 11;
    private static final int GROUP_FLAG = 1 << 12;
    private static final int CODE_MAX = 0xFFFF;
    private static final long U32_MAX = 0xFFFF_FFFFL;

    private static final byte[] ID_NAME = name("id");
    private static final byte[] DEBIT_NAME = name("debit_account_id");
    private static final byte[] CREDIT_NAME = name("credit_account_id");
    private static final byte[] AMOUNT_NAME = name("amount");
    private static final byte[] LEDGER_NAME = name("ledger");
    private static final byte[] CODE_NAME = name("code");

    /** What may be said of a transfer, and what goes without saying. */
    enum Form {
        TRANSFER(STATED | (INHERITED & ~GROUP), 0),
        HOLD(STATED | (INHERITED & ~GROUP), PENDING_FLAG),
        POST(INHERITED | AMOUNT | PARTIAL, POST_FLAG),
        VOID(INHERITED, VOID_FLAG);

        private final int fields;
        private final int flags;

        Form(int fields, int flags) {
            this.fields = fields;
            this.flags = flags;
        }

        private boolean settlesHold() {
            return this == POST || this == VOID;
        }
    }

    private final Form form;
    private final LedgerNames ledgers;
    private final TransferRowEncoder row = new TransferRowEncoder();
    private int flags;
    private long holdHigh;
    private long holdLow;

    TransferReader(Form form, LedgerNames ledgers) {
        this.form = form;
        this.ledgers = ledgers;
    }

    @Override
    void about(long idHigh, long idLow) {
        holdHigh = idHigh;
        holdLow = idLow;
    }

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
    void beginEvent(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, TransferRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset);
        flags = form.flags;
        row.flags(flags);
        if (form.settlesHold()) row.pendingId().high(holdHigh).low(holdLow);
    }

    @Override
    void id(long high, long low) {
        row.id().high(high).low(low);
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "id" -> {
                take(ID, field);
                readId(json);
            }
            case "debit_account_id" -> {
                take(DEBIT, field);
                JsonValues.id(json, field, id);
                row.debitAccountId().high(id.high()).low(id.low());
            }
            case "credit_account_id" -> {
                take(CREDIT, field);
                JsonValues.id(json, field, id);
                row.creditAccountId().high(id.high()).low(id.low());
            }
            case "amount" -> {
                take(AMOUNT, field);
                row.amount(JsonValues.amountMinor(json, field));
            }
            case "ledger" -> {
                take(LEDGER, field);
                row.ledger(JsonValues.unsignedInt(json, field));
            }
            case "currency" -> {
                take(LEDGER, field);
                row.ledger(currency(json, ledgers));
            }
            default -> rareField(json, field);
        }
    }

    private void rareField(JsonParser json, String field) {
        switch (field) {
            case "code" -> {
                take(CODE, field);
                row.code((int) JsonValues.integer(json, field, CODE_MAX));
            }
            case "flags" -> {
                take(FLAGS, field);
                set(flags(json, TransferReader::flag));
            }
            case "pending_id" -> {
                take(PENDING_ID, field);
                JsonValues.id(json, field, id);
                row.pendingId().high(id.high()).low(id.low());
            }
            case "timeout" -> {
                take(TIMEOUT, field);
                row.timeout(JsonValues.unsignedInt(json, field));
            }
            case "timestamp" -> {
                take(TIMESTAMP, field);
                row.timestamp(JsonValues.time(json, field));
            }
            case "partial" -> {
                take(PARTIAL, field);
                if (JsonValues.isTrue(json, field)) set(PARTIAL_FLAG);
            }
            case "group" -> {
                take(GROUP, field);
                if (JsonValues.isTrue(json, field)) set(GROUP_FLAG);
            }
            default -> userData(json, field);
        }
    }

    private void userData(JsonParser json, String field) {
        switch (field) {
            case "user_data_128" -> {
                take(USER_DATA_128, field);
                JsonValues.id(json, field, id);
                row.userData128().high(id.high()).low(id.low());
            }
            case "user_data_64" -> {
                take(USER_DATA_64, field);
                row.userData64(JsonValues.unsignedLongText(json, field));
            }
            case "user_data_32" -> {
                take(USER_DATA_32, field);
                row.userData32(JsonValues.unsignedInt(json, field));
            }
            default -> throw unknown(field);
        }
    }

    /** A field that belongs to this form, for the first time. */
    private void take(int bit, String field) {
        if ((form.fields & bit) == 0) throw unknown(field);
        once(bit, field);
    }

    private void set(int bits) {
        flags |= bits;
        row.flags(flags);
    }

    @Override
    boolean readPlainly(PlainJson json, MutableDirectBuffer rows, int offset) {
        if (form.settlesHold()) return false;
        restart(rows, offset);
        if (!json.takes('{')) return false;
        do {
            if (!json.takesName() || !plainField(json)) return false;
        } while (json.takes(','));
        return json.takes('}') && isSeen(AMOUNT);
    }

    /** The fields that nearly every transfer has. */
    private boolean plainField(PlainJson json) {
        return switch (json.textLength()) {
            case 2 -> json.isText(ID_NAME) && isFirst(ID) && readId(json);
            case 4 -> json.isText(CODE_NAME) && isFirst(CODE) && code(json.takeInteger(CODE_MAX));
            case 6 -> amountOrLedger(json);
            case 16 -> json.isText(DEBIT_NAME) && isFirst(DEBIT) && json.takesId(id) && put(row.debitAccountId());
            case 17 -> json.isText(CREDIT_NAME) && isFirst(CREDIT) && json.takesId(id) && put(row.creditAccountId());
            default -> false;
        };
    }

    private boolean amountOrLedger(PlainJson json) {
        if (json.isText(LEDGER_NAME)) return isFirst(LEDGER) && ledger(json.takeInteger(U32_MAX));
        return json.isText(AMOUNT_NAME) && isFirst(AMOUNT) && amount(json.takeInteger(Long.MAX_VALUE));
    }

    private boolean put(IdEncoder target) {
        target.high(id.high()).low(id.low());
        return true;
    }

    private boolean amount(long amountMinor) {
        row.amount(amountMinor);
        return amountMinor >= 0;
    }

    private boolean ledger(long ledger) {
        row.ledger(ledger);
        return ledger >= 0;
    }

    private boolean code(long code) {
        row.code((int) code);
        return code >= 0;
    }

    /** A forgotten amount must not become a transfer of nothing; only who settles a hold means all by default. */
    @Override
    void end() {
        if (isSeen(AMOUNT) || (flags & VOID_FLAG) != 0) return;
        if (form == Form.POST) row.amount(Long.MAX_VALUE);
        else require(AMOUNT, "amount");
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /** LEDGER.md's names of flags. */
    static int flag(String name) {
        return switch (name) {
            case "linked" -> LINKED;
            case "pending" -> PENDING_FLAG;
            case "post_pending_transfer" -> POST_FLAG;
            case "void_pending_transfer" -> VOID_FLAG;
            case "balancing_debit" -> 1 << 4;
            case "balancing_credit" -> 1 << 5;
            case "closing_debit" -> 1 << 6;
            case "closing_credit" -> 1 << 7;
            case "imported" -> 1 << 8;
            case "partial" -> PARTIAL_FLAG;
            case "group" -> GROUP_FLAG;
            default -> 0;
        };
    }
}
