package io.florin.gateway.http;

import io.florin.gateway.Events;
import io.florin.protocol.IdText;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request for events asks, in the words of {@link Events}. */
final class EventQuestions {
    /** What a page may be asked for by. */
    static final Set<String> PAGE = Set.of("from", "cursor", "limit", "order", "type", "ledger", "account_id");

    /** What a stream may be asked for by. */
    static final Set<String> STREAM = Set.of("from", "type", "ledger", "account_id");

    static final int LIMIT_DEFAULT = 100;

    private static final int LIMIT_MAX = 1_000;
    private static final long LEDGER_MAX = 0xFFFF_FFFFL;
    private static final long SEQUENCE_MAX = 999_999_999_999_999_999L;
    private static final Pattern SEEN = Pattern.compile("(0|[1-9][0-9]{0,17})(?:\\.([1-9][0-9]{0,8}))?");

    private EventQuestions() {}

    static Events.Query query(Parameters parameters, Exchange exchange) {
        String account = parameters.get("account_id");
        return new Events.Query(
                exchange.principal,
                types(parameters.get("type")),
                parameters.number("ledger", 1, LEDGER_MAX, Events.EVERY_LEDGER),
                account == null ? null : account(account),
                exchange.areAmountsText);
    }

    private static Set<String> types(@Nullable String text) {
        Set<String> types = new HashSet<>(Events.TYPES);
        types.remove(Events.REFUSED_TYPE);
        if (text == null) return types;
        types.clear();
        for (String type : text.split(",", -1)) {
            if (!Events.TYPES.contains(type)) {
                throw RequestFault.invalid("type", "must be among " + String.join(", ", Events.TYPES));
            }
            types.add(type);
        }
        return types;
    }

    private static UUID account(String text) {
        var id = new IdText();
        if (!id.parse(text)) throw RequestFault.invalid("account_id", "must be a UUID or a ULID");
        return new UUID(id.high(), id.low());
    }

    static int limit(Parameters parameters) {
        return (int) parameters.number("limit", 1, LIMIT_MAX, LIMIT_DEFAULT);
    }

    /** Where a page begins: at its cursor, at a position, or with the oldest there is. */
    static Events.Place pageFrom(Parameters parameters) {
        String order = parameters.get("order");
        if (order != null && !order.equals("asc")) {
            throw RequestFault.invalid("order", "must be asc: events are told as they happened");
        }
        String cursor = parameters.get("cursor");
        if (cursor == null) return from(parameters, Events.Place.OLDEST);
        if (parameters.get("from") != null) throw RequestFault.invalid("from", "is in the cursor already");
        Cursor parsed = Cursor.parse(cursor, Cursor.EVENTS);
        return new Events.Place(parsed.sequence(), parsed.index());
    }

    /** Where a stream begins: behind what was seen last, at a position, or now. */
    static Events.Place streamFrom(Parameters parameters, String lastEventId) {
        if (lastEventId.isEmpty()) return from(parameters, Events.Place.NOW);
        Matcher seen = SEEN.matcher(lastEventId);
        if (!seen.matches()) throw RequestFault.invalid("Last-Event-ID", "must be the id of an event");
        long sequence = Long.parseLong(seen.group(1));
        return seen.group(2) == null
                ? new Events.Place(sequence + 1, 0)
                : new Events.Place(sequence, Integer.parseInt(seen.group(2)));
    }

    private static Events.Place from(Parameters parameters, Events.Place otherwise) {
        long sequence = parameters.number("from", 1, SEQUENCE_MAX, 0);
        return sequence == 0 ? otherwise : new Events.Place(sequence, 0);
    }

    /** What a client hears instead of events. */
    static RequestFault refusal(Events.Reason reason, long position, Parameters parameters) {
        String param = parameters.get("cursor") != null ? "cursor" : "from";
        return switch (reason) {
            case TOO_OLD ->
                RequestFault.of("position_not_retained", "events are kept from sequence " + position + " on");
            case BEYOND_THE_END ->
                RequestFault.invalid(param, "lies behind the end of the journal, which is at sequence " + position);
            case NOT_GRANTED -> RequestFault.of("not_granted", "the principal may read no ledger");
            case UNKNOWN_LEDGER -> RequestFault.of("resource_not_found", "there is no such ledger");
            case BUSY -> RequestFault.of("busy", "too many clients ask for events");
            case UNAVAILABLE -> RequestFault.of("read_model_unavailable", "events cannot be read here now");
        };
    }
}
