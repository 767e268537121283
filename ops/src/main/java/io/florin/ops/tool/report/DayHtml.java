package io.florin.ops.tool.report;

import io.florin.replay.DayClosing;
import io.florin.replay.DayReport;
import io.florin.replay.DayReport.Chapter;
import io.florin.replay.DayReport.LedgerDay;
import io.florin.replay.DayReport.Movement;
import io.florin.replay.DayReport.Part;
import java.math.BigInteger;

/** A day's report as one page for people and printers: no script, no font, no picture from elsewhere. */
final class DayHtml {
    private static final String STYLE = """
            body{font:14px/1.4 system-ui,sans-serif;margin:2em auto;max-width:60em;color:#111}
            h2{border-top:2px solid #111;padding-top:.6em;margin-top:2em}
            table{border-collapse:collapse;margin:.6em 0 1.2em;width:100%}
            th,td{padding:.2em .5em;border-bottom:1px solid #ccc;text-align:left}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
            tr.total td{font-weight:600;border-top:2px solid #111}
            code{word-break:break-all;font-size:12px}
            svg{width:100%;height:auto;break-inside:avoid}
            .bar{fill:#2a5d8f}.line{fill:none;stroke:#2a5d8f;stroke-width:2}.axis{stroke:#111}
            text{font:11px system-ui,sans-serif}.title{font-weight:600}.top{text-anchor:end}
            @media print{body{margin:0;max-width:none}h2{break-before:page}h2.first{break-before:auto}}
            """;

    private final StringBuilder page = new StringBuilder();

    private DayHtml() {}

    static String of(DayReport report) {
        var html = new DayHtml();
        html.page
                .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Florin, day report ")
                .append(report.date())
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Day report ")
                .append(report.date())
                .append("</h1>\n<p>Journal of ledger <code>")
                .append(report.ledgerId())
                .append("</code>. Amounts are minor units, times are UTC. The day is what the journal holds")
                .append(" between two records; this page follows from these records alone.</p>\n");
        for (int i = 0; i < report.ledgers().size(); i++) {
            html.ledger(report.ledgers().get(i), i == 0);
        }
        return html.page.append("</body></html>\n").toString();
    }

    private void ledger(LedgerDay day, boolean isFirst) {
        page.append(isFirst ? "<h2 class=\"first\">" : "<h2>")
                .append(day.ledger() == 0 ? "Refused, naming no ledger" : "Ledger " + DayText.ledger(day.ledger()))
                .append("</h2>\n");
        boundaries(day);
        page.append("<h3>Accounts by code</h3>\n");
        table("Code", "Accounts", "Opening debits", "Opening credits", "Closing debits", "Closing credits", "Held");
        for (Chapter chapter : day.chapters()) chapter(Integer.toString(chapter.code()), chapter, "");
        chapter("All", day.total(), " class=\"total\"");
        page.append("</table>\n<h3>Movements by code of transfers</h3>\n");
        table("Code", "Transfers", "Amount", "Holds", "Held", "Posts", "Posted", "Voids", "Expired", "Released");
        for (Movement movement : day.movements()) movement(Integer.toString(movement.code()), movement, "");
        movement("All", day.moved(), " class=\"total\"");
        page.append("</table>\n<h3>Holds open at the end</h3>\n<p>")
                .append(day.openHolds().count())
                .append(" holds of ")
                .append(day.openHolds().amountMinor())
                .append(" minor units.</p>\n");
        refusals(day);
        page.append("<h3>Course of the day</h3>\n")
                .append(DayCharts.of(day))
                .append("<p>Latency of the day is not shown: the journal keeps when a command was decided, and neither")
                .append(" when it came nor when it was answered. The node's metrics have it.</p>\n");
    }

    private void boundaries(LedgerDay day) {
        table("Boundary", "Time", "Sequence", "Seal");
        boundary("Opening", day.window().opening());
        boundary("Closing", day.window().closing());
        page.append("</table>\n");
    }

    private void boundary(String name, DayClosing closing) {
        page.append("<tr><td>").append(name).append("</td>");
        if (closing.sequence() == 0) {
            page.append("<td>the journal's beginning</td><td class=\"n\">0</td><td></td></tr>\n");
            return;
        }
        page.append("<td>").append(DayText.time(closing.timestampNs())).append("</td>");
        number(Long.toString(closing.sequence()));
        page.append("<td><code>").append(closing.seal()).append("</code></td></tr>\n");
    }

    private void table(String first, String... headings) {
        page.append("<table><tr><th>").append(first).append("</th>");
        for (String heading : headings) {
            page.append("<th class=\"n\">").append(heading).append("</th>");
        }
        page.append("</tr>\n");
    }

    private void chapter(String name, Chapter chapter, String attribute) {
        page.append("<tr").append(attribute).append("><td>").append(name).append("</td>");
        number(chapter.accounts()
                + (chapter.accountsBefore() == chapter.accounts() ? "" : " (" + added(chapter) + ")"));
        amount(chapter.opening().debitsPosted());
        amount(chapter.opening().creditsPosted());
        amount(chapter.closing().debitsPosted());
        amount(chapter.closing().creditsPosted());
        amount(chapter.closing().debitsPending().add(chapter.closing().creditsPending()));
        page.append("</tr>\n");
    }

    private static String added(Chapter chapter) {
        return "+" + (chapter.accounts() - chapter.accountsBefore());
    }

    private void movement(String name, Movement movement, String attribute) {
        page.append("<tr").append(attribute).append("><td>").append(name).append("</td>");
        both(movement.transfers());
        both(movement.holds());
        both(movement.posts());
        number(Long.toString(movement.voids().count()));
        number(Long.toString(movement.expired().count()));
        amount(movement.released()
                .plus(movement.voids())
                .plus(movement.expired())
                .amountMinor());
        page.append("</tr>\n");
    }

    private void both(Part part) {
        number(Long.toString(part.count()));
        amount(part.amountMinor());
    }

    private void refusals(LedgerDay day) {
        page.append("<h3>Refusals</h3>\n");
        if (day.refusals().isEmpty()) {
            page.append("<p>None.</p>\n");
            return;
        }
        table("Reason", "How often");
        DayText.refusals(day).forEach(refusal -> {
            page.append("<tr><td>").append(refusal.getKey()).append("</td>");
            number(refusal.getValue().toString());
            page.append("</tr>\n");
        });
        page.append("</table>\n");
    }

    private void amount(BigInteger minor) {
        number(minor.toString());
    }

    private void number(String digits) {
        page.append("<td class=\"n\">").append(digits).append("</td>");
    }
}
