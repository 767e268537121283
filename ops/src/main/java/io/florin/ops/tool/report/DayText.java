package io.florin.ops.tool.report;

import io.florin.replay.DayReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How every form of a day's report writes numbers, times and orders. */
final class DayText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT);

    private DayText() {}

    static String ledger(int number) {
        return Integer.toUnsignedString(number);
    }

    /** RFC 3339, UTC, nine decimals; empty for the time before the journal. */
    static String time(long timestampNs) {
        if (timestampNs == 0) return "";
        return TIME.format(Instant.EPOCH.plusNanos(timestampNs).atOffset(ZoneOffset.UTC));
    }

    /** The most frequent first; of equals by their names. */
    static Stream<Map.Entry<String, Long>> refusals(DayReport.LedgerDay day) {
        return day.refusals().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
    }

    /** All of them, with commas between them. */
    static String ledgers(DayReport report) {
        return report.ledgers().stream().map(day -> ledger(day.ledger())).collect(Collectors.joining(","));
    }
}
