package io.florin.ops.tool.report;

import io.florin.ops.tool.report.Chart.Point;
import io.florin.replay.DayReport.Hour;
import io.florin.replay.DayReport.LedgerDay;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The pictures of a ledger's day: hour by hour in UTC, or day by day where the day is longer than three. */
final class DayCharts {
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final int HOURS_MAX = 72;
    private static final int BARS_MAX = 360;
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT);
    private static final DateTimeFormatter DAYS = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    private final LedgerDay day;
    private final long widthNs;
    private final List<Long> places = new ArrayList<>();

    private DayCharts(LedgerDay day) {
        this.day = day;
        long opened = day.window().opening().timestampNs();
        long firstNs = opened != 0 || day.hours().isEmpty()
                ? opened
                : day.hours().getFirst().fromNs();
        long lastNs = day.window().closing().timestampNs();
        long width = lastNs - firstNs <= HOURS_MAX * HOUR_NS ? HOUR_NS : DAY_NS;
        while ((lastNs - firstNs) / width > BARS_MAX) width *= 2;
        this.widthNs = width;
        for (long at = Math.floorDiv(firstNs, width); at <= Math.floorDiv(lastNs, width); at++) places.add(at);
    }

    static String of(LedgerDay day) {
        if (day.hours().isEmpty()) return "<p>Nothing happened.</p>\n";
        var charts = new DayCharts(day);
        String unit = charts.widthNs == HOUR_NS ? "per hour" : "per " + charts.widthNs / DAY_NS + " days";
        BigInteger posted = day.total().opening().debitsPosted();
        BigInteger held = day.total().opening().debitsPending();
        return Chart.bars(
                        "Transfers and posts " + unit,
                        charts.points(hour -> BigInteger.valueOf(hour.moved().count())))
                + Chart.bars("Minor units moved " + unit, charts.points(hour -> hour.moved()
                        .amountMinor()))
                + Chart.steps(
                        "Balance of the ledger: debits posted, equal to credits posted, in minor units",
                        charts.running(posted, hour -> hour.moved().amountMinor()))
                + Chart.steps("Held, in minor units", charts.running(held, Hour::heldMinor))
                + Chart.bars("Refusals " + unit, charts.points(hour -> BigInteger.valueOf(hour.refused())));
    }

    private List<Point> points(Function<Hour, BigInteger> value) {
        TreeMap<Long, BigInteger> sums = new TreeMap<>();
        for (Hour hour : day.hours()) {
            sums.merge(Math.floorDiv(hour.fromNs(), widthNs), value.apply(hour), BigInteger::add);
        }
        return places.stream()
                .map(place -> new Point(label(place), sums.getOrDefault(place, BigInteger.ZERO)))
                .toList();
    }

    private List<Point> running(BigInteger from, Function<Hour, BigInteger> change) {
        List<Point> levels = new ArrayList<>();
        BigInteger level = from;
        for (Point point : points(change)) {
            level = level.add(point.value());
            levels.add(new Point(point.label(), level));
        }
        return levels;
    }

    private String label(long place) {
        var time = Instant.EPOCH.plusNanos(place * widthNs).atOffset(ZoneOffset.UTC);
        return (widthNs == HOUR_NS ? HOURS : DAYS).format(time);
    }
}
