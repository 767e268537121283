package io.florin.gateway.http;

import io.florin.protocol.IdText;
import java.util.Currency;
import java.util.function.ToIntFunction;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON object into one row of SBE, and refuses what the API does not know. One thread; used again. */
abstract sealed class RowReader permits AccountReader, TransferReader {
    private static final String FLAGS_FORM = "must be an array of names of flags";

    final IdText id = new IdText();
    private int seen;

    /** What was found out about the row beside its bytes. */
    private boolean hasId;

    private long idHigh;
    private long idLow;

    /** Reads the fields of the object whose start was read already. */
    final void read(JsonParser json, MutableDirectBuffer rows, int offset) {
        seen = 0;
        hasId = false;
        begin(rows, offset);
        for (String field = json.nextName(); field != null; field = json.nextName()) field(json, field);
        if (json.currentToken() != JsonToken.END_OBJECT) throw BodyReader.notJson(json);
        end();
    }

    abstract int rowLength();

    /** Of the flag that ties an event to the next. */
    abstract int linkedBit();

    abstract int flagsOffset();

    abstract void begin(MutableDirectBuffer rows, int offset);

    abstract void field(JsonParser json, String field);

    /** All fields are read: what is missing? */
    abstract void end();

    /** The id comes from elsewhere. */
    abstract void id(long high, long low);

    final boolean hasId() {
        return hasId;
    }

    final long idHigh() {
        return idHigh;
    }

    final long idLow() {
        return idLow;
    }

    final void readId(JsonParser json) {
        JsonValues.id(json, "id", id);
        hasId = true;
        setId(id.high(), id.low());
    }

    final void setId(long high, long low) {
        idHigh = high;
        idLow = low;
        id(high, low);
    }

    /** Marks a field as seen; one that excludes it, or itself again, is refused. */
    final void once(int bit, String field) {
        if ((seen & bit) != 0) throw RequestFault.invalid(field, "is given twice");
        seen |= bit;
    }

    final boolean isSeen(int bit) {
        return (seen & bit) != 0;
    }

    final int flags(JsonParser json, ToIntFunction<String> bitOf) {
        if (json.nextToken() != JsonToken.START_ARRAY) throw RequestFault.invalid("flags", FLAGS_FORM);
        int flags = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) throw RequestFault.invalid("flags", FLAGS_FORM);
            int bit = bitOf.applyAsInt(json.getString());
            if (bit == 0) throw RequestFault.invalid("flags", "there is no flag " + quoted(json.getString()));
            if ((flags & bit) != 0) throw RequestFault.invalid("flags", "names a flag twice");
            flags |= bit;
        }
        return flags;
    }

    /** The ISO 4217 number of a currency. */
    static int currency(JsonParser json) {
        String code = JsonValues.text(json, "currency", "must be an ISO 4217 code such as EUR");
        try {
            int number = Currency.getInstance(code).getNumericCode();
            if (number > 0) return number;
        } catch (IllegalArgumentException unknown) {
            // said below
        }
        throw RequestFault.of("currency_unknown", "no ledger has the currency " + quoted(code));
    }

    static RequestFault unknown(String field) {
        return RequestFault.invalid(field, "there is no such field");
    }

    /** What a client sent, short enough to be repeated to it. */
    private static String quoted(String text) {
        return '"' + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + '"';
    }
}
