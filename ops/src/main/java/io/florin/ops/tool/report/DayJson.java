package io.florin.ops.tool.report;

import io.florin.replay.DayClosing;
import io.florin.replay.DayReport;
import io.florin.replay.DayReport.Balances;
import io.florin.replay.DayReport.Chapter;
import io.florin.replay.DayReport.Hour;
import io.florin.replay.DayReport.LedgerDay;
import io.florin.replay.DayReport.Movement;
import io.florin.replay.DayReport.Part;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A day's report as JSON, a row a line. Amounts are whole numbers of minor units, of any size. */
final class DayJson {
    private DayJson() {}

    static String of(DayReport report) {
        return "{\"format\": \"florin-day-report/1\",\n \"ledger_id\": \"" + report.ledgerId() + "\",\n \"date\": \""
                + report.date() + "\",\n \"ledgers\": [" + lines(report.ledgers(), "\n  ", DayJson::ledger) + "\n ]}\n";
    }

    private static String ledger(LedgerDay day) {
        return "{\"ledger\": " + DayText.ledger(day.ledger())
                + ",\n   \"opening\": " + boundary(day.window().opening())
                + ",\n   \"closing\": " + boundary(day.window().closing())
                + ",\n   \"accounts\": [" + lines(day.chapters(), "\n    ", DayJson::chapter) + "],\n   \"total\": "
                + totals(day.total())
                + ",\n   \"movements\": [" + lines(day.movements(), "\n    ", DayJson::movement) + "],\n   \"moved\": "
                + parts(day.moved())
                + ",\n   \"holds_open\": " + part(day.openHolds())
                + ",\n   \"refusals\": ["
                + lines(
                        DayText.refusals(day).toList(),
                        "\n    ",
                        refusal -> "{\"reason\": \"" + refusal.getKey() + "\", \"count\": " + refusal.getValue() + "}")
                + "],\n   \"hours\": [" + lines(day.hours(), "\n    ", DayJson::hour) + "]}";
    }

    private static <T> String lines(List<T> rows, String indent, Function<T, String> row) {
        return rows.stream().map(each -> indent + row.apply(each)).collect(Collectors.joining(","));
    }

    private static String boundary(DayClosing closing) {
        if (closing.sequence() == 0) return "null";
        return "{\"date\": \"" + closing.day() + "\", \"sequence\": " + closing.sequence() + ", \"timestamp\": \""
                + DayText.time(closing.timestampNs()) + "\", \"sealed_sequence\": " + closing.sealedSequence()
                + ", \"seal\": \"" + closing.seal() + "\"}";
    }

    private static String chapter(Chapter chapter) {
        return "{\"code\": " + chapter.code() + ", " + totals(chapter).substring(1);
    }

    private static String totals(Chapter chapter) {
        return "{\"accounts_before\": " + chapter.accountsBefore() + ", \"accounts\": " + chapter.accounts()
                + ", \"opening\": " + balances(chapter.opening()) + ", \"closing\": " + balances(chapter.closing())
                + "}";
    }

    private static String balances(Balances balances) {
        return "{\"debits_pending\": " + balances.debitsPending() + ", \"debits_posted\": " + balances.debitsPosted()
                + ", \"credits_pending\": " + balances.creditsPending() + ", \"credits_posted\": "
                + balances.creditsPosted() + "}";
    }

    private static String movement(Movement movement) {
        return "{\"code\": " + movement.code() + ", " + parts(movement).substring(1);
    }

    private static String parts(Movement movement) {
        return "{\"transfers\": " + part(movement.transfers()) + ", \"holds\": " + part(movement.holds())
                + ", \"posts\": " + part(movement.posts()) + ", \"released\": " + part(movement.released())
                + ", \"voids\": " + part(movement.voids()) + ", \"expired\": " + part(movement.expired()) + "}";
    }

    private static String part(Part part) {
        return "{\"count\": " + part.count() + ", \"amount\": " + part.amountMinor() + "}";
    }

    private static String hour(Hour hour) {
        return "{\"from\": \"" + DayText.time(hour.fromNs()) + "\", \"moved\": " + part(hour.moved()) + ", \"held\": "
                + hour.heldMinor() + ", \"refused\": " + hour.refused() + "}";
    }
}
