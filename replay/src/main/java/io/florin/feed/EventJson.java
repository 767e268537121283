package io.florin.feed;

import io.florin.feed.EventData.Account;
import io.florin.feed.EventData.Limits;
import io.florin.feed.EventData.Refused;
import io.florin.feed.EventData.Status;
import io.florin.feed.EventData.Transfer;
import io.florin.feed.EventData.UserData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/**
 * An event as JSON: {@code id, type, time, epoch, subject, data}. All text in it is Florin's own: names, numbers and
 * ids, so nothing needs escaping.
 */
final class EventJson {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final List<String> ACCOUNT_FLAGS = List.of(
            "linked",
            "debits_must_not_exceed_credits",
            "credits_must_not_exceed_debits",
            "history",
            "imported",
            "closed");
    private static final List<String> TRANSFER_FLAGS = List.of(
            "linked",
            "pending",
            "post_pending_transfer",
            "void_pending_transfer",
            "balancing_debit",
            "balancing_credit",
            "closing_debit",
            "closing_credit",
            "imported",
            "",
            "",
            "partial",
            "group");

    private final StringBuilder text = new StringBuilder(640);
    private final boolean areAmountsText;

    private EventJson(boolean areAmountsText) {
        this.areAmountsText = areAmountsText;
    }

    static byte[] of(FeedEvent event, boolean areAmountsText) {
        var json = new EventJson(areAmountsText);
        long timestampNs = event.stamp().timestampNs();
        json.text.append("{\"id\":\"").append(event.id());
        json.string("type", event.type().label());
        json.string(
                "time", TIME.format(Instant.ofEpochSecond(timestampNs / NS_PER_SECOND, timestampNs % NS_PER_SECOND)));
        json.text.append("\",\"epoch\":").append(event.stamp().epoch());
        json.text.append(",\"subject\":\"").append(event.subject()).append("\",\"data\":{");
        json.data(event.data());
        return json.text.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void data(EventData data) {
        switch (data) {
            case Transfer transfer -> transfer(transfer);
            case Refused refused -> {
                transfer(refused.transfer());
                text.append(",\"refusal\":\"").append(refused.code()).append('"');
            }
            case Account account -> account(account);
            case Limits limits -> {
                text.append("\"id\":\"").append(limits.accountId()).append('"');
                ledger(limits.ledger());
                amount("debit_allowance", limits.debitAllowance());
                amount("credit_allowance", limits.creditAllowance());
                text.append(",\"limits_version\":").append(limits.version());
            }
            case Status status -> {
                text.append("\"id\":\"").append(status.accountId()).append('"');
                ledger(status.ledger());
                text.append(",\"debits_frozen\":").append((status.frozen() & 1) != 0);
                text.append(",\"credits_frozen\":").append((status.frozen() & 2) != 0);
                text.append(",\"reason_code\":").append(status.reason());
            }
        }
    }

    private void transfer(Transfer transfer) {
        text.append("\"id\":\"").append(transfer.id());
        string("debit_account_id", transfer.parties().debitAccountId().toString());
        string("credit_account_id", transfer.parties().creditAccountId().toString());
        text.append('"');
        amount("amount", transfer.amountMinor());
        ledger(transfer.ledger());
        text.append(",\"code\":").append(transfer.kind().code());
        flags(transfer.kind().flags(), TRANSFER_FLAGS);
        text.append(",\"pending_id\":\"").append(transfer.pendingId());
        text.append("\",\"timeout\":")
                .append(Integer.toUnsignedString(transfer.kind().timeout()));
        userData(transfer.userData());
    }

    private void account(Account account) {
        text.append("\"id\":\"").append(account.id()).append('"');
        ledger(account.ledger());
        text.append(",\"code\":").append(account.code());
        flags(account.flags(), ACCOUNT_FLAGS);
        userData(account.userData());
    }

    private void userData(UserData userData) {
        text.append(",\"user_data_128\":\"").append(userData.of128());
        string("user_data_64", Long.toUnsignedString(userData.of64()));
        text.append("\",\"user_data_32\":").append(Integer.toUnsignedString(userData.of32()));
    }

    /** Behind a string whose quote is still open. */
    private void string(String name, String value) {
        text.append("\",\"").append(name).append("\":\"").append(value);
    }

    private void ledger(int ledger) {
        text.append(",\"ledger\":").append(Integer.toUnsignedString(ledger));
    }

    private void amount(String name, long amountMinor) {
        String quote = areAmountsText ? "\"" : "";
        text.append(",\"")
                .append(name)
                .append("\":")
                .append(quote)
                .append(amountMinor)
                .append(quote);
    }

    private void flags(int flags, List<String> names) {
        text.append(",\"flags\":[");
        boolean isFirst = true;
        for (int i = 0; i < names.size(); i++) {
            if ((flags & 1 << i) == 0) continue;
            text.append(isFirst ? "\"" : ",\"").append(names.get(i)).append('"');
            isFirst = false;
        }
        text.append(']');
    }
}
