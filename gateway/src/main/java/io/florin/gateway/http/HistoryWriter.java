package io.florin.gateway.http;

import io.florin.gateway.History;
import io.florin.gateway.History.Balances;
import io.florin.gateway.History.Entry;
import io.florin.gateway.History.Found;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.netty.buffer.ByteBuf;
import java.math.BigInteger;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** What was found in history, as JSON, and a statement also as CSV (RFC 4180). One event loop. */
final class HistoryWriter {
    private static final String CSV = "text/csv";
    private static final String CSV_HEADINGS =
            "sequence,timestamp,transfer_id,counter_account_id,code,debit,credit,balance,user_data_64\r\n";

    private final ResponseWriter writer;
    private final ObjectWriter objects;

    HistoryWriter(ResponseWriter writer) {
        this.writer = writer;
        this.objects = new ObjectWriter(writer);
    }

    void send(ByteBuf out, boolean isCsv, Exchange exchange) {
        writer.write(out, 200, isCsv ? CSV : ResponseWriter.JSON, exchange, null);
    }

    /** Composes the body. */
    void json(Found found, Route route, String next, boolean isText) {
        writer.begin();
        switch (found) {
            case History.Objects rows -> rows(rows, route, isText);
            case History.Lines lines when route == Route.STATEMENT -> statement(lines, isText);
            case History.Lines lines -> entries(lines, isText);
            case History.Balance balance -> balance(balance, isText);
            case History.Sheet sheet -> sheet(sheet, isText);
            case History.Days days -> days(days);
        }
        boolean isList = found instanceof History.Objects || found instanceof History.Lines;
        if (isList) {
            writer.raw(",\"has_more\":").raw(Boolean.toString(!next.isEmpty()));
            if (!next.isEmpty()) writer.raw(",\"next_cursor\":\"").raw(next).raw("\"");
        }
        writer.raw("}");
    }

    private void rows(History.Objects rows, Route route, boolean isText) {
        var buffer = new UnsafeBuffer(rows.rows());
        writer.raw("{\"data\":[");
        var account = new AccountRowDecoder();
        var transfer = new TransferRowDecoder();
        for (int i = 0; i < rows.count(); i++) {
            if (i > 0) writer.raw(",");
            if (route == Route.ACCOUNTS) {
                objects.appendAccount(account.wrap(buffer, i * AccountRowDecoder.ENCODED_LENGTH), isText);
            } else {
                objects.appendTransfer(transfer.wrap(buffer, i * TransferRowDecoder.ENCODED_LENGTH), isText);
            }
        }
        writer.raw("]");
    }

    private void entries(History.Lines lines, boolean isText) {
        account(lines.account(), lines.ledger());
        writer.raw(",\"data\":[");
        boolean isFirst = true;
        for (Entry entry : lines.entries()) {
            writer.raw(isFirst ? "{" : ",{");
            isFirst = false;
            place(entry);
            writer.raw(",\"kind\":\"").raw(entry.kind());
            writer.raw("\",\"side\":\"")
                    .raw(entry.isDebit() ? "debit" : "credit")
                    .raw("\"");
            parties(entry);
            if (entry.hold() != null) id(",\"pending_id\":", entry.hold());
            writer.raw(",\"amount\":").amount(entry.amountMinor(), isText);
            balances(entry.behind(), isText);
            writer.raw("}");
        }
        writer.raw("]");
    }

    private void statement(History.Lines lines, boolean isText) {
        account(lines.account(), lines.ledger());
        writer.raw(",\"opening_balance\":");
        wide(lines.before().net(), isText);
        writer.raw(",\"data\":[");
        boolean isFirst = true;
        Balances last = lines.before();
        for (Entry entry : lines.entries()) {
            writer.raw(isFirst ? "{" : ",{");
            isFirst = false;
            last = entry.behind();
            place(entry);
            parties(entry);
            writer.raw(entry.isDebit() ? ",\"debit\":" : ",\"credit\":").amount(entry.amountMinor(), isText);
            writer.raw(",\"balance\":");
            wide(last.net(), isText);
            writer.raw("}");
        }
        writer.raw("],\"closing_balance\":");
        wide(last.net(), isText);
    }

    /** Composes the body: a line for each movement, an empty cell on the side that it was not on. */
    void csv(History.Lines lines) {
        writer.begin().raw(CSV_HEADINGS);
        for (Entry entry : lines.entries()) {
            writer.number(entry.place().sequence()).raw(",").plainTime(entry.timestampNs());
            writer.raw(",")
                    .raw(entry.transfer().toString())
                    .raw(",")
                    .raw(entry.counterAccount().toString());
            writer.raw(",").number(entry.code()).raw(",");
            if (entry.isDebit()) writer.number(entry.amountMinor());
            writer.raw(",");
            if (!entry.isDebit()) writer.number(entry.amountMinor());
            writer.raw(",").raw(entry.behind().net().toString());
            writer.raw(",").unsigned(entry.userData64()).raw("\r\n");
        }
    }

    private void balance(History.Balance balance, boolean isText) {
        account(balance.account(), balance.ledger());
        writer.raw(",\"sequence\":").number(balance.sequence());
        balances(balance.balances(), isText);
        writer.raw(",\"balance\":");
        wide(balance.balances().net(), isText);
    }

    private void sheet(History.Sheet sheet, boolean isText) {
        writer.raw("{\"data\":[");
        boolean isFirst = true;
        for (History.Sums sums : sheet.rows()) {
            writer.raw(isFirst ? "{\"ledger\":" : ",{\"ledger\":").number(sums.ledger());
            isFirst = false;
            writer.raw(",\"code\":").number(sums.code()).raw(",\"accounts\":").number(sums.accounts());
            writer.raw(",\"debits_pending\":");
            wide(sums.debitsPending(), isText);
            writer.raw(",\"debits_posted\":");
            wide(sums.debitsPosted(), isText);
            writer.raw(",\"credits_pending\":");
            wide(sums.creditsPending(), isText);
            writer.raw(",\"credits_posted\":");
            wide(sums.creditsPosted(), isText);
            writer.raw("}");
        }
        writer.raw("]");
    }

    private void days(History.Days days) {
        writer.raw("{\"data\":[");
        boolean isFirst = true;
        for (History.Day day : days.rows()) {
            writer.raw(isFirst ? "{\"ledger\":" : ",{\"ledger\":").number(day.ledger());
            isFirst = false;
            writer.raw(",\"date\":\"").raw(day.date()).raw("\",\"sequence\":").number(day.sequence());
            writer.raw(",\"timestamp\":").time(day.timestampNs()).raw("}");
        }
        writer.raw("]");
    }

    private void account(UUID account, long ledger) {
        id("{\"account_id\":", account);
        writer.raw(",\"ledger\":").number(ledger);
    }

    private void place(Entry entry) {
        writer.raw("\"sequence\":").number(entry.place().sequence());
        writer.raw(",\"part\":").number(entry.place().part());
        writer.raw(",\"timestamp\":").time(entry.timestampNs());
    }

    private void parties(Entry entry) {
        id(",\"transfer_id\":", entry.transfer());
        id(",\"counter_account_id\":", entry.counterAccount());
        writer.raw(",\"code\":").number(entry.code());
        writer.raw(",\"user_data_64\":\"").unsigned(entry.userData64()).raw("\"");
    }

    private void balances(Balances balances, boolean isText) {
        writer.raw(",\"debits_pending\":").amount(balances.debitsPending(), isText);
        writer.raw(",\"debits_posted\":").amount(balances.debitsPosted(), isText);
        writer.raw(",\"credits_pending\":").amount(balances.creditsPending(), isText);
        writer.raw(",\"credits_posted\":").amount(balances.creditsPosted(), isText);
    }

    private void id(String name, UUID id) {
        writer.raw(name).id(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private void wide(BigInteger minor, boolean isText) {
        if (isText) writer.raw("\"").raw(minor.toString()).raw("\"");
        else writer.raw(minor.toString());
    }
}
