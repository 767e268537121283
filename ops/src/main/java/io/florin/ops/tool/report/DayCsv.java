package io.florin.ops.tool.report;

import io.florin.replay.DayClosing;
import io.florin.replay.DayReport;
import io.florin.replay.DayReport.Balances;
import io.florin.replay.DayReport.Chapter;
import io.florin.replay.DayReport.LedgerDay;
import io.florin.replay.DayReport.Movement;
import io.florin.replay.DayReport.Part;
import java.math.BigInteger;

/**
 * A day's report as one table (RFC 4180, line feeds), for spreadsheets and programs that add up: what a row is about
 * stands in its first columns, counts and minor units in the last two.
 */
final class DayCsv {
    private static final String HEADINGS = "date,ledger,section,code,item,count,amount\n";

    private final StringBuilder text = new StringBuilder(HEADINGS);
    private final String date;

    private DayCsv(String date) {
        this.date = date;
    }

    static String of(DayReport report) {
        var csv = new DayCsv(report.date());
        report.ledgers().forEach(csv::ledger);
        return csv.text.toString();
    }

    private void ledger(LedgerDay day) {
        String ledger = DayText.ledger(day.ledger());
        boundary(ledger, "opening", day.window().opening());
        boundary(ledger, "closing", day.window().closing());
        for (Chapter chapter : day.chapters()) {
            balances(ledger, "opening", chapter.code(), chapter.accountsBefore(), chapter.opening());
            balances(ledger, "closing", chapter.code(), chapter.accounts(), chapter.closing());
        }
        for (Movement movement : day.movements()) {
            part(ledger, "movements", movement.code(), "transfers", movement.transfers());
            part(ledger, "movements", movement.code(), "holds", movement.holds());
            part(ledger, "movements", movement.code(), "posts", movement.posts());
            part(ledger, "movements", movement.code(), "released", movement.released());
            part(ledger, "movements", movement.code(), "voids", movement.voids());
            part(ledger, "movements", movement.code(), "expired", movement.expired());
        }
        row(
                ledger,
                "holds",
                "",
                "open",
                day.openHolds().count(),
                day.openHolds().amountMinor());
        DayText.refusals(day)
                .forEach(refusal -> row(ledger, "refusals", "", refusal.getKey(), refusal.getValue(), BigInteger.ZERO));
        day.hours().forEach(hour -> {
            String from = DayText.time(hour.fromNs());
            row(
                    ledger,
                    "hour moved",
                    "",
                    from,
                    hour.moved().count(),
                    hour.moved().amountMinor());
            row(ledger, "hour held", "", from, 0, hour.heldMinor());
            row(ledger, "hour refused", "", from, hour.refused(), BigInteger.ZERO);
        });
    }

    private void boundary(String ledger, String section, DayClosing closing) {
        row(ledger, section, "", "sequence", closing.sequence(), BigInteger.ZERO);
        row(ledger, section, "", "time " + DayText.time(closing.timestampNs()), 0, BigInteger.ZERO);
        row(ledger, section, "", "seal " + closing.seal(), closing.sealedSequence(), BigInteger.ZERO);
    }

    private void balances(String ledger, String section, int code, long accounts, Balances balances) {
        String number = Integer.toString(code);
        row(ledger, section, number, "debits_pending", accounts, balances.debitsPending());
        row(ledger, section, number, "debits_posted", accounts, balances.debitsPosted());
        row(ledger, section, number, "credits_pending", accounts, balances.creditsPending());
        row(ledger, section, number, "credits_posted", accounts, balances.creditsPosted());
    }

    private void part(String ledger, String section, int code, String item, Part part) {
        row(ledger, section, Integer.toString(code), item, part.count(), part.amountMinor());
    }

    /** No cell has a comma, a quote or a line feed in it. */
    private void row(String ledger, String section, String code, String item, long count, BigInteger amount) {
        text.append(String.join(",", date, ledger, section, code, item, Long.toString(count), amount.toString()))
                .append('\n');
    }
}
