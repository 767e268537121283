package io.florin.gateway.http;

import io.florin.gateway.LedgerNames;
import java.util.OptionalLong;
import org.agrona.MutableDirectBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON object into one row of SBE, and refuses what the API does not know. One thread; used again. */
abstract sealed class RowReader
        permits EventReader, LimitsReader, StatusReader, GrantReader, CapacitiesReader, CloseDayReader {
    private int seen;

    /** Reads the fields of the object whose start was read already. */
    final void read(JsonParser json, MutableDirectBuffer rows, int offset) {
        restart(rows, offset);
        for (String field = json.nextName(); field != null; field = json.nextName()) field(json, field);
        if (json.currentToken() != JsonToken.END_OBJECT) throw BodyReader.notJson(json);
        end();
    }

    /**
     * Reads the object that begins here, if it is as simple as most are. If not, nothing is known, not even that
     * anything is wrong with it: it is to be read again from its start, as a whole.
     */
    boolean readPlainly(PlainJson json, MutableDirectBuffer rows, int offset) {
        return false;
    }

    final void restart(MutableDirectBuffer rows, int offset) {
        seen = 0;
        begin(rows, offset);
    }

    abstract int rowLength();

    /** The path names whom the next object is about: the account, or the hold. */
    void about(long idHigh, long idLow) {
        throw new IllegalStateException("nothing in a path belongs into this row");
    }

    abstract void begin(MutableDirectBuffer rows, int offset);

    abstract void field(JsonParser json, String field);

    /** All fields are read: what is missing? */
    abstract void end();

    /** Marks a field as seen; one that excludes it, or itself again, is refused. */
    final void once(int bit, String field) {
        if ((seen & bit) != 0) throw RequestFault.invalid(field, "is given twice");
        seen |= bit;
    }

    /** The same for plain reading, which refuses nothing by itself. */
    final boolean isFirst(int bit) {
        boolean isFirst = (seen & bit) == 0;
        seen |= bit;
        return isFirst;
    }

    final boolean isSeen(int bit) {
        return (seen & bit) != 0;
    }

    /** What has no default that would do no harm. */
    final void require(int bit, String field) {
        if (!isSeen(bit)) throw RequestFault.invalid(field, "must be given");
    }

    /** The ledger of a currency. */
    static int currency(JsonParser json, LedgerNames ledgers) {
        String code = JsonValues.text(json, "currency", "must be an ISO 4217 code such as EUR");
        OptionalLong ledger = ledgers.ledgerOf(code);
        if (ledger.isPresent()) return (int) ledger.getAsLong();
        String what = ledgers.isShared(code) ? "more than one ledger has the currency " : "no ledger has the currency ";
        throw RequestFault.of("currency_unknown", what + quoted(code) + ": name the ledger by its number");
    }

    static RequestFault unknown(String field) {
        return RequestFault.invalid(field, "there is no such field");
    }

    /** What a client sent, short enough to be repeated to it. */
    static String quoted(String text) {
        return '"' + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + '"';
    }
}
