package io.florin.gateway.http;

import io.florin.gateway.LedgerNames;
import io.florin.protocol.codec.CloseDayRowEncoder;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;

/** Which day of which ledger ends here, as JSON. */
final class CloseDayReader extends RowReader {
    private static final int LEDGER = 1;
    private static final int DATE = 1 << 1;
    private static final int YEAR_FIRST = 1970;
    private static final int YEAR_LAST = 9999;
    private static final String FORM = "must be a day such as 2026-11-20, from 1970 on";

    private final LedgerNames ledgers;
    private final CloseDayRowEncoder row = new CloseDayRowEncoder();

    /** Knows currencies by these ledgers. */
    CloseDayReader(LedgerNames ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    int rowLength() {
        return CloseDayRowEncoder.ENCODED_LENGTH;
    }

    @Override
    void begin(MutableDirectBuffer rows, int offset) {
        rows.setMemory(offset, CloseDayRowEncoder.ENCODED_LENGTH, (byte) 0);
        row.wrap(rows, offset);
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "ledger" -> {
                once(LEDGER, field);
                row.ledger(JsonValues.unsignedInt(json, field));
            }
            case "currency" -> {
                once(LEDGER, field);
                row.ledger(currency(json, ledgers));
            }
            case "date" -> {
                once(DATE, field);
                row.date(date(JsonValues.text(json, field, FORM)));
            }
            default -> throw unknown(field);
        }
    }

    private static int date(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= YEAR_FIRST && day.getYear() <= YEAR_LAST) {
                return (day.getYear() * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth();
            }
        } catch (DateTimeParseException noDay) {
            // said below
        }
        throw RequestFault.invalid("date", FORM);
    }

    /** Ledger 0 is every ledger: nobody shall say that by saying nothing. */
    @Override
    void end() {
        require(LEDGER, "ledger");
        require(DATE, "date");
    }
}
