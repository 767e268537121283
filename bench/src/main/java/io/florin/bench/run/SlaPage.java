package io.florin.bench.run;

import io.florin.bench.run.SlaObjective.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What a profile's run was like, to be looked at: one HTML page that needs nothing else. */
final class SlaPage {
    private static final double NS_PER_US = 1e3;
    private static final double BYTES_PER_MB = 1e6;
    private static final int LABELS = 6;
    private static final List<String> PERCENTILES =
            List.of("0", "50", "75", "90", "95", "99", "99.5", "99.9", "99.95", "99.99", "100");

    private SlaPage() {}

    static String of(SlaRun run, Machine machine) {
        var page = new StringBuilder("""
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Florin: %s</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 68em; color: #1d1d1b }
                table { border-collapse: collapse } td, th { padding: .2em 1em .2em 0; text-align: left }
                .met { color: #0b6e4f } .breach { color: #c8553d; font-weight: bold }
                svg { width: 100%% } svg text { font-size: 12px }
                .left { text-anchor: end } .below { text-anchor: middle }
                .grid { stroke: #d8d8d4; fill: none } polyline { stroke-width: 1.6 }
                h2 { font-size: 1.05em; margin: 1.4em 0 0 }
                </style></head><body>
                """.formatted(text(run.profile().name())));
        page.append("<h1>").append(text(run.profile().name())).append("</h1>\n<p>");
        page.append(text(run.profile().sentence())).append("<br>");
        page.append(text(run.profile().describe())).append("</p>\n");
        objectives(page, run);
        for (Chart chart : charts(run)) page.append(chart.svg());
        page.append("<p>")
                .append(text(machine.description() + ", commit " + machine.commit() + ", " + machine.date()))
                .append("</p>\n</body></html>\n");
        return page.toString();
    }

    private static void objectives(StringBuilder page, SlaRun run) {
        page.append("<table><tr><th>promised</th><th></th><th>seen</th><th></th></tr>\n");
        for (Verdict verdict : run.verdicts()) {
            page.append("<tr><td>").append(text(verdict.name())).append("</td><td>");
            page.append(text(verdict.wanted())).append("</td><td>").append(text(verdict.seen()));
            page.append(verdict.isMet() ? "</td><td class=\"met\">met" : "</td><td class=\"breach\">breach");
            page.append("</td></tr>\n");
        }
        page.append(String.format(
                Locale.ROOT,
                "<tr><td>lost or applied twice</td><td>0</td><td>0: %,d answers, %,d accounts to the cent</td>"
                        + "<td class=\"met\">met</td></tr></table>%n",
                run.load().eventsInAll(),
                run.profile().accounts()));
    }

    private static List<Chart> charts(SlaRun run) {
        List<Histogram> seconds = run.load().seconds();
        List<Chart> charts = new ArrayList<>();
        charts.add(overTime(
                run,
                "Latency from the intended send time, us",
                true,
                line("p50", seconds, second -> second.getValueAtPercentile(50) / NS_PER_US),
                line("p99", seconds, second -> second.getValueAtPercentile(99) / NS_PER_US),
                line("max", seconds, second -> second.getMaxValue() / NS_PER_US)));
        charts.add(new Chart(
                "Latency by percentile, us",
                PERCENTILES,
                true,
                List.of(percentiles(run.load().latencyNs()))));
        charts.add(overTime(
                run,
                "Requests offered and transfers answered, per second",
                false,
                line("offered", run.profile().curve(), Long::doubleValue),
                line("answered", run.seconds(), SlaRun.Second::answered)));
        charts.add(overTime(
                run,
                "Journal, MB per second",
                false,
                line("MB/s", run.seconds(), second -> second.journalBytes() / BYTES_PER_MB)));
        charts.add(overTime(
                run,
                "Group commits, each sealed and forced once, per second",
                false,
                line("forces/s", run.seconds(), SlaRun.Second::batches)));
        return charts;
    }

    private static Chart overTime(SlaRun run, String title, boolean isLogarithmic, Chart.Line... lines) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < LABELS; i++) labels.add(run.profile().seconds() * i / (LABELS - 1) + " s");
        return new Chart(title, labels, isLogarithmic, List.of(lines));
    }

    private static <T> Chart.Line line(String name, List<T> seconds, ToDoubleFunction<T> value) {
        return new Chart.Line(
                name,
                seconds.stream().map(second -> value.applyAsDouble(second)).toList());
    }

    private static Chart.Line percentiles(Histogram latencyNs) {
        return new Chart.Line(
                "latency",
                PERCENTILES.stream()
                        .map(text -> latencyNs.getValueAtPercentile(Double.parseDouble(text)) / NS_PER_US)
                        .toList());
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
