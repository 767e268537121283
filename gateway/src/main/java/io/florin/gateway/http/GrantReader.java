package io.florin.gateway.http;

import io.florin.gateway.LedgerNames;
import io.florin.protocol.codec.GrantRowEncoder;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a principal may do in a ledger from now on, as JSON; no rights at all revoke. */
final class GrantReader extends RowReader {
    private static final int PRINCIPAL = 1;
    private static final int LEDGER = 1 << 1;
    private static final int RIGHTS = 1 << 2;
    private static final String RIGHTS_FORM = "must be an array with any of read, post and admin, each once";

    private final LedgerNames ledgers;
    private final GrantRowEncoder row = new GrantRowEncoder();

    GrantReader(LedgerNames ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    int rowLength() {
        return GrantRowEncoder.ENCODED_LENGTH;
    }

    @Override
    void begin(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, GrantRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset);
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "principal" -> {
                once(PRINCIPAL, field);
                row.principal(JsonValues.principal(json, field));
            }
            case "ledger" -> {
                once(LEDGER, field);
                row.ledger(JsonValues.unsignedInt(json, field));
            }
            case "currency" -> {
                once(LEDGER, field);
                row.ledger(currency(json, ledgers));
            }
            case "rights" -> {
                once(RIGHTS, field);
                row.rights(rights(json));
            }
            default -> throw unknown(field);
        }
    }

    private static int rights(JsonParser json) {
        if (json.nextToken() != JsonToken.START_ARRAY) throw RequestFault.invalid("rights", RIGHTS_FORM);
        int rights = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int right = json.currentToken() == JsonToken.VALUE_STRING ? right(json.getString()) : 0;
            if (right == 0 || (rights & right) != 0) throw RequestFault.invalid("rights", RIGHTS_FORM);
            rights |= right;
        }
        return rights;
    }

    private static int right(String name) {
        return switch (name) {
            case "read" -> 1;
            case "post" -> 1 << 1;
            case "admin" -> 1 << 2;
            default -> 0;
        };
    }

    /** Ledger 0 is every ledger: nobody shall say that by saying nothing. */
    @Override
    void end() {
        require(PRINCIPAL, "principal");
        require(LEDGER, "ledger");
        require(RIGHTS, "rights");
    }
}
