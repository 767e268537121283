package io.florin.gateway.http;

import io.florin.protocol.IdText;
import java.util.function.ToIntFunction;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads an object that will exist under an id of its own, and may be tied to the next. One thread; used again. */
abstract sealed class EventReader extends RowReader permits AccountReader, TransferReader {
    private static final String FLAGS_FORM = "must be an array of names of flags";

    final IdText id = new IdText();

    /** What was found out about the row beside its bytes. */
    private boolean hasId;

    private long idHigh;
    private long idLow;

    @Override
    final void begin(MutableDirectBuffer rows, int offset) {
        hasId = false;
        beginEvent(rows, offset);
    }

    /** A row without any field. */
    abstract void beginEvent(MutableDirectBuffer rows, int offset);

    /** Of the flag that ties an event to the next. */
    abstract int linkedBit();

    abstract int flagsOffset();

    /** The id goes into the row. */
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

    final boolean readId(PlainJson json) {
        hasId = json.takesId(id);
        if (hasId) setId(id.high(), id.low());
        return hasId;
    }

    /** The id comes from elsewhere. */
    final void setId(long high, long low) {
        idHigh = high;
        idLow = low;
        id(high, low);
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
}
