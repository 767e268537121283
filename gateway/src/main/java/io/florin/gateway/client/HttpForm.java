package io.florin.gateway.client;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Accounts, transfers and answers as the HTTP port has them. Any thread. */
final class HttpForm {
    private static final int EVENT_LENGTH_TYPICAL = 360;
    private static final int PROBLEMS = 400;

    private HttpForm() {}

    static String transfers(List<Transfer> transfers) {
        var json = new StringBuilder(transfers.size() * EVENT_LENGTH_TYPICAL);
        for (Transfer transfer : transfers) {
            json.append(json.isEmpty() ? "[" : ",");
            json.append("{\"id\":\"").append(transfer.id());
            json.append("\",\"debit_account_id\":\"").append(transfer.debitAccountId());
            json.append("\",\"credit_account_id\":\"").append(transfer.creditAccountId());
            json.append("\",\"amount\":").append(transfer.amountMinor());
            if (!transfer.pendingId().equals(Transfer.NO_ID)) {
                json.append(",\"pending_id\":\"").append(transfer.pendingId()).append('"');
            }
            if (transfer.timeoutSeconds() != 0) json.append(",\"timeout\":").append(transfer.timeoutSeconds());
            common(json, transfer.ledger(), transfer.code(), transfer.timestampNs());
            userData(json, transfer.userData128(), transfer.userData64(), transfer.userData32());
            json.append(",\"flags\":[");
            List<String> flags = new ArrayList<>();
            for (TransferFlag flag : TransferFlag.values()) {
                if (transfer.has(flag)) flags.add(quoted(flag.name()));
            }
            json.append(String.join(",", flags)).append("]}");
        }
        return json.append(']').toString();
    }

    static String accounts(List<Account> accounts) {
        var json = new StringBuilder(accounts.size() * EVENT_LENGTH_TYPICAL);
        for (Account account : accounts) {
            json.append(json.isEmpty() ? "[" : ",");
            json.append("{\"id\":\"").append(account.id()).append('"');
            common(json, account.ledger(), account.code(), account.timestampNs());
            userData(json, account.userData128(), account.userData64(), account.userData32());
            json.append(",\"flags\":[");
            List<String> flags = new ArrayList<>();
            for (AccountFlag flag : AccountFlag.values()) {
                if (account.has(flag)) flags.add(quoted(flag.name()));
            }
            json.append(String.join(",", flags)).append("]}");
        }
        return json.append(']').toString();
    }

    private static void common(StringBuilder json, int ledger, int code, long timestampNs) {
        json.append(",\"ledger\":").append(Integer.toUnsignedString(ledger));
        json.append(",\"code\":").append(code);
        if (timestampNs != 0) {
            json.append(",\"timestamp\":\"").append(time(timestampNs)).append('"');
        }
    }

    private static void userData(StringBuilder json, UUID userData128, long userData64, int userData32) {
        if (!userData128.equals(Transfer.NO_ID)) {
            json.append(",\"user_data_128\":\"").append(userData128).append('"');
        }
        if (userData64 != 0) {
            json.append(",\"user_data_64\":\"")
                    .append(Long.toUnsignedString(userData64))
                    .append('"');
        }
        if (userData32 != 0) json.append(",\"user_data_32\":").append(Integer.toUnsignedString(userData32));
    }

    private static String quoted(String flag) {
        return '"' + flag.toLowerCase(Locale.ROOT) + '"';
    }

    /** RFC 3339 with nine decimals, as the server reads and writes it. */
    static String time(long timestampNs) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(timestampNs / second, timestampNs % second).toString();
    }

    static long timestampNs(String text) {
        Instant time = Instant.parse(text);
        return Math.addExact(TimeUnit.SECONDS.toNanos(time.getEpochSecond()), time.getNano());
    }

    static Results results(HttpResponse<byte[]> response) {
        JsonTree json = JsonTree.of(response.body());
        List<EventResult> notCreated = new ArrayList<>();
        for (Object failure : json.list("failures")) {
            if (!(failure instanceof JsonTree event)) continue;
            long timestampNs = timestampNs(event.text("timestamp"));
            notCreated.add(new EventResult((int) event.number("index"), event.text("code"), timestampNs));
        }
        return new Results(
                new Position(json.number("sequence"), json.number("epoch")),
                timestampNs(json.text("timestamp")),
                durability(response),
                isReplayed(response),
                (int) json.number("events"),
                notCreated,
                Results.CREATED,
                Optional.empty());
    }

    /** The answer to a change of limits or status: applied, or the ledger's refusal of the event with this index. */
    static Results applied(HttpResponse<byte[]> response, int index) {
        JsonTree json = JsonTree.of(response.body());
        boolean isApplied = isApplied(json, response);
        long timestampNs = isApplied ? timestampNs(json.text("timestamp")) : 0;
        return new Results(
                position(response),
                timestampNs,
                durability(response),
                isReplayed(response),
                1,
                isApplied ? List.of() : List.of(new EventResult(index, json.text("code"), timestampNs)),
                Results.APPLIED,
                Optional.empty());
    }

    /** The answer to an operator's command. */
    static AdminAnswer adminAnswer(HttpResponse<byte[]> response) {
        JsonTree json = JsonTree.of(response.body());
        boolean isApplied = isApplied(json, response);
        return new AdminAnswer(
                position(response),
                isApplied ? timestampNs(json.text("timestamp")) : 0,
                isReplayed(response),
                json.text(isApplied ? "result" : "code"));
    }

    /** A problem with a sequence was decided and is an answer; one without is none. */
    private static boolean isApplied(JsonTree json, HttpResponse<byte[]> response) {
        if (response.statusCode() < PROBLEMS) return true;
        if (!json.has("sequence")) throw problem(response);
        return false;
    }

    /** Whether the ledger itself said no. */
    static boolean isDecided(HttpResponse<byte[]> response) {
        return JsonTree.of(response.body()).has("sequence");
    }

    private static boolean isReplayed(HttpResponse<?> response) {
        return response.headers().firstValue("Idempotent-Replayed").isPresent();
    }

    private static Durability durability(HttpResponse<?> response) {
        return Durability.valueOf(header(response, "Florin-Durability").toUpperCase(Locale.ROOT));
    }

    static String limits(LimitsChange change) {
        return "{\"debit_allowance\":" + change.debitAllowanceMinor() + ",\"credit_allowance\":"
                + change.creditAllowanceMinor() + "}";
    }

    static String status(StatusChange change) {
        return "{\"debits_frozen\":" + change.areDebitsFrozen() + ",\"credits_frozen\":" + change.areCreditsFrozen()
                + ",\"reason_code\":" + change.reason() + "}";
    }

    static String grant(long principal, int ledger, Set<Right> rights) {
        String names =
                rights.stream().sorted().map(right -> quoted(right.name())).collect(Collectors.joining(","));
        return "{\"principal\":\"" + Long.toUnsignedString(principal) + "\",\"ledger\":"
                + Integer.toUnsignedString(ledger) + ",\"rights\":[" + names + "]}";
    }

    static String closeDay(int ledger, LocalDate date) {
        return "{\"ledger\":" + Integer.toUnsignedString(ledger) + ",\"date\":" + quoted(date.toString()) + "}";
    }

    static String capacities(Map<Capacity, Long> changes) {
        return changes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(change -> quoted(change.getKey().name()) + ":" + change.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** {@code 184467;epoch=7}. */
    static Position position(HttpResponse<?> response) {
        String[] parts = header(response, "Florin-Sequence").split(";epoch=", -1);
        if (parts.length != 2) throw new IllegalArgumentException("not a position: Florin-Sequence=" + parts[0]);
        return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Not executed if the node says so; a decided problem of a whole request is reported the same way, by its code. */
    static FlorinException problem(HttpResponse<byte[]> response) {
        JsonTree json = JsonTree.of(response.body());
        String code = json.text("code");
        if (code.equals("outcome_unknown")) return new OutcomeUnknownException(json.text("title"));
        long retryAfterMs = TimeUnit.SECONDS.toMillis(
                response.headers().firstValueAsLong("Retry-After").orElse(0));
        String param = json.text("param");
        String text = json.text("title") + (param.isEmpty() ? "" : " (" + param + ")") + ": " + json.text("detail");
        return new NotExecutedException(code, text, retryAfterMs);
    }

    static Account account(HttpResponse<byte[]> response) {
        JsonTree json = JsonTree.of(response.body());
        int flags = 0;
        for (Object name : json.list("flags")) {
            flags |= AccountFlag.valueOf(upper(name)).bit();
        }
        var balances = new Account.Balances(
                json.number("debits_pending"),
                json.number("debits_posted"),
                json.number("credits_pending"),
                json.number("credits_posted"));
        var limits = new Account.Limits(
                json.number("debit_allowance"),
                json.number("credit_allowance"),
                (int) json.number("limits_version"),
                json.isTrue("debits_frozen"),
                json.isTrue("credits_frozen"),
                (int) json.number("reason_code"));
        return new Account(
                UUID.fromString(json.text("id")),
                (int) json.number("ledger"),
                (int) json.number("code"),
                flags,
                UUID.fromString(json.text("user_data_128")),
                Long.parseUnsignedLong(json.text("user_data_64")),
                (int) json.number("user_data_32"),
                balances,
                limits,
                timestampNs(json.text("timestamp")));
    }

    static TransferOutcome outcome(HttpResponse<byte[]> response) {
        JsonTree json = JsonTree.of(response.body());
        int flags = 0;
        for (Object name : json.list("flags")) {
            flags |= TransferFlag.valueOf(upper(name)).bit();
        }
        var transfer = new Transfer(
                UUID.fromString(json.text("id")),
                UUID.fromString(json.text("debit_account_id")),
                UUID.fromString(json.text("credit_account_id")),
                json.number("amount"),
                (int) json.number("ledger"),
                (int) json.number("code"),
                flags,
                UUID.fromString(json.text("pending_id")),
                UUID.fromString(json.text("user_data_128")),
                Long.parseUnsignedLong(json.text("user_data_64")),
                (int) json.number("user_data_32"),
                (int) json.number("timeout"),
                timestampNs(json.text("timestamp")));
        var pending = TransferOutcome.Pending.valueOf(upper(json.text("pending_status")));
        return new TransferOutcome(
                transfer.id(), TransferOutcome.Outcome.CREATED, Optional.of(transfer), pending, Optional.empty());
    }

    /** What became of an id that no transfer has. */
    static TransferOutcome withoutTransfer(HttpResponse<byte[]> response) {
        JsonTree json = JsonTree.of(response.body());
        String code = json.text("code");
        return new TransferOutcome(
                UUID.fromString(json.text("id")),
                TransferOutcome.Outcome.valueOf(upper(json.text("outcome"))),
                Optional.empty(),
                TransferOutcome.Pending.NONE,
                code.isEmpty() ? Optional.empty() : Optional.of(code));
    }

    private static String upper(Object name) {
        return name.toString().toUpperCase(Locale.ROOT);
    }
}
