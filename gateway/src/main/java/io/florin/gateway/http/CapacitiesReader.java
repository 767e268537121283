package io.florin.gateway.http;

import io.florin.protocol.codec.CapacitiesRowEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;

/** How much the ledger may hold from now on, as JSON; what is left out stays as it is. */
final class CapacitiesReader extends RowReader {
    private static final int ACCOUNTS = 1;
    private static final int TRANSFERS = 1 << 1;
    private static final int WINDOW = 1 << 2;
    private static final int REPLIES = 1 << 3;
    private static final int REPLY_ROWS = 1 << 4;
    private static final int GRANTS = 1 << 5;
    private static final int ANY = ACCOUNTS | TRANSFERS | WINDOW | REPLIES | REPLY_ROWS | GRANTS;
    private static final long WINDOW_SECONDS_MAX = TimeUnit.NANOSECONDS.toSeconds(Long.MAX_VALUE);

    private final CapacitiesRowEncoder row = new CapacitiesRowEncoder();

    @Override
    int rowLength() {
        return CapacitiesRowEncoder.ENCODED_LENGTH;
    }

    @Override
    void begin(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, CapacitiesRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset);
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "accounts_max" -> row.accountsMax(capacity(json, ACCOUNTS, field, Long.MAX_VALUE));
            case "transfers_max" -> row.transfersMax(capacity(json, TRANSFERS, field, Long.MAX_VALUE));
            case "window_seconds" -> {
                long seconds = capacity(json, WINDOW, field, WINDOW_SECONDS_MAX);
                row.windowNs(TimeUnit.SECONDS.toNanos(seconds));
            }
            case "replies_max" -> row.repliesMax(capacity(json, REPLIES, field, Long.MAX_VALUE));
            case "reply_rows_max" -> row.replyRowsMax(capacity(json, REPLY_ROWS, field, Long.MAX_VALUE));
            case "grants_max" -> row.grantsMax(capacity(json, GRANTS, field, Long.MAX_VALUE));
            default -> throw unknown(field);
        }
    }

    private long capacity(JsonParser json, int bit, String field, long max) {
        once(bit, field);
        long capacity = JsonValues.integer(json, field, max);
        if (capacity == 0) throw RequestFault.invalid(field, "must be at least 1; leave it out to keep it");
        return capacity;
    }

    @Override
    void end() {
        if (!isSeen(ANY)) throw RequestFault.invalid("", "must name at least one capacity");
    }
}
