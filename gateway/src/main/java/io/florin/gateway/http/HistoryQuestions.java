package io.florin.gateway.http;

import io.florin.gateway.History;
import io.florin.gateway.History.Filter;
import io.florin.gateway.History.Page;
import io.florin.gateway.History.Place;
import io.florin.gateway.History.Query;
import io.florin.gateway.History.Side;
import io.florin.gateway.History.Span;
import io.florin.protocol.IdText;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request for history asks, in the words of {@link History}. */
final class HistoryQuestions {
    static final Set<String> ACCOUNTS = Set.of("limit", "cursor", "order", "ledger", "code");
    static final Set<String> TRANSFERS = Set.of(
            "limit",
            "cursor",
            "order",
            "ledger",
            "code",
            "account_id",
            "side",
            "user_data_128",
            "user_data_64",
            "user_data_32",
            "from",
            "to");
    static final Set<String> ENTRIES = Set.of("limit", "cursor", "order", "from", "to");
    static final Set<String> STATEMENT = Set.of("limit", "cursor", "from", "to", "format");
    static final Set<String> BALANCE = Set.of("at");
    static final Set<String> TRIAL_BALANCE = Set.of("ledger");
    static final Set<String> DAILY_CLOSE = Set.of("ledger", "limit");

    private static final long LEDGER_MAX = 0xFFFF_FFFFL;
    private static final int CODE_MAX = 0xFFFF;
    private static final String ID_FORM = "must be a UUID or a ULID";
    private static final String TIME_FORM = "must be a time such as 2026-11-20T18:04:11Z";

    private HistoryQuestions() {}

    /** @throws RequestFault if the request is not of its form. */
    static Query query(RequestHead head, Exchange exchange) {
        Parameters parameters = head.parameters();
        return switch (head.route()) {
            case ACCOUNTS ->
                new History.Accounts(ledger(parameters), code(parameters), page(parameters, Cursor.ACCOUNTS));
            case TRANSFERS ->
                new History.Transfers(
                        ledger(parameters),
                        code(parameters),
                        filter(parameters),
                        span(parameters),
                        page(parameters, Cursor.TRANSFERS));
            case BALANCE -> balance(account(exchange), parameters);
            case ENTRIES -> new History.Entries(account(exchange), span(parameters), page(parameters, Cursor.ENTRIES));
            case STATEMENT -> {
                isCsv(parameters);
                Page page = page(parameters, Cursor.STATEMENT);
                yield new History.Statement(
                        account(exchange), span(parameters), new Page(page.limit(), true, page.after()));
            }
            case TRIAL_BALANCE -> new History.TrialBalance(ledger(parameters));
            case DAILY_CLOSE -> new History.ClosedDays(ledger(parameters), EventQuestions.limit(parameters));
            default -> throw new IllegalArgumentException("no history: route=" + head.route());
        };
    }

    /** Which cursors a list has. */
    static char list(Route route) {
        return switch (route) {
            case ACCOUNTS -> Cursor.ACCOUNTS;
            case TRANSFERS -> Cursor.TRANSFERS;
            case STATEMENT -> Cursor.STATEMENT;
            default -> Cursor.ENTRIES;
        };
    }

    /** Whether a statement is wanted as a table. */
    static boolean isCsv(Parameters parameters) {
        String format = parameters.get("format");
        if (format == null || format.equals("json")) return false;
        if (format.equals("csv")) return true;
        throw RequestFault.invalid("format", "must be json or csv");
    }

    private static long ledger(Parameters parameters) {
        return parameters.number("ledger", 1, LEDGER_MAX, History.EVERY_LEDGER);
    }

    private static int code(Parameters parameters) {
        return (int) parameters.number("code", 1, CODE_MAX, 0);
    }

    private static UUID account(Exchange exchange) {
        return id("id", exchange.name);
    }

    private static UUID id(String name, String text) {
        var id = new IdText();
        if (!id.parse(text)) throw RequestFault.invalid(name, ID_FORM);
        return new UUID(id.high(), id.low());
    }

    private static Filter filter(Parameters parameters) {
        String account = parameters.get("account_id");
        String userData128 = parameters.get("user_data_128");
        String side = parameters.get("side");
        if (side != null && account == null) {
            throw RequestFault.invalid("side", "is of an account: give account_id too");
        }
        return new Filter(
                account == null ? null : id("account_id", account),
                side(side),
                userData128 == null ? null : id("user_data_128", userData128),
                unsigned(parameters),
                parameters.get("user_data_32") == null
                        ? null
                        : (Long) parameters.number("user_data_32", 0, LEDGER_MAX, 0));
    }

    private static Side side(@Nullable String side) {
        if (side == null) return Side.ANY;
        return switch (side) {
            case "debit" -> Side.DEBIT;
            case "credit" -> Side.CREDIT;
            default -> throw RequestFault.invalid("side", "must be debit or credit");
        };
    }

    private static @Nullable Long unsigned(Parameters parameters) {
        String text = parameters.get("user_data_64");
        if (text == null) return null;
        boolean isDigits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            if (isDigits) return Long.parseUnsignedLong(text);
        } catch (NumberFormatException tooLarge) {
            // said below
        }
        throw RequestFault.invalid("user_data_64", "must be a number from 0 to 18446744073709551615");
    }

    private static Span span(Parameters parameters) {
        long from = time(parameters, "from", 0);
        long to = time(parameters, "to", Long.MAX_VALUE);
        if (to <= from) throw RequestFault.invalid("to", "must lie behind from");
        return new Span(from, to);
    }

    private static long time(Parameters parameters, String name, long otherwise) {
        String text = parameters.get(name);
        if (text == null) return otherwise;
        long time = TimeText.parse(text);
        if (time == TimeText.NONE) throw RequestFault.invalid(name, TIME_FORM);
        return time;
    }

    private static Query balance(UUID account, Parameters parameters) {
        String at = parameters.get("at");
        if (at == null) return new History.BalanceAt(account, Long.MAX_VALUE, 0);
        boolean isSequence = !at.isEmpty() && at.length() <= 18 && at.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isSequence) return new History.BalanceAt(account, Long.parseLong(at), 0);
        long time = TimeText.parse(at);
        if (time == TimeText.NONE) throw RequestFault.invalid("at", "must be a sequence, or a time in UTC");
        return new History.BalanceAt(account, Long.MAX_VALUE, time);
    }

    private static Page page(Parameters parameters, char list) {
        String order = parameters.get("order");
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            throw RequestFault.invalid("order", "must be asc or desc");
        }
        int limit = EventQuestions.limit(parameters);
        String cursor = parameters.get("cursor");
        Place after = null;
        if (cursor != null) {
            Cursor parsed = Cursor.parse(cursor, list);
            after = new Place(parsed.sequence(), parsed.index());
        }
        return new Page(limit, "asc".equals(order), after);
    }

    /** What a client hears instead. */
    static RequestFault refusal(History.Refusal refusal) {
        return switch (refusal) {
            case NOT_FOUND -> RequestFault.of("resource_not_found");
            case NOT_RETAINED -> RequestFault.of("position_not_retained", "history is not kept from so long ago");
            case BEYOND_THE_END -> RequestFault.invalid("at", "lies behind all that is known yet");
            case BUSY -> RequestFault.of("busy", "too many clients ask for history");
            case UNAVAILABLE -> RequestFault.of("read_model_unavailable", "history cannot be read here now");
        };
    }
}
