package io.florin.bench.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one run.
 *
 * @param latency null if nothing was waited for one by one.
 * @param cpuSecondsPerMillion of the process that was measured, user and system, per million transfers; 0 if unknown.
 * @param journalBytesPerTransfer 0 if no journal was written.
 * @param checked what was checked, in words; a run whose check failed has no report.
 */
record Report(
        String scenario,
        RunSettings settings,
        double transfersPerSecond,
        @Nullable Latency latency,
        double cpuSecondsPerMillion,
        double journalBytesPerTransfer,
        Limit limit,
        String checked) {

    /** Of throughput. */
    double ratioToLimit() {
        return transfersPerSecond / limit.transfersPerSecond();
    }

    /** Of the median latency; 0 if one of the two has none. */
    double latencyRatioToLimit() {
        return latency == null || limit.p50Us() == 0 ? 0 : latency.p50() / limit.p50Us();
    }

    /** Of the 99th percentile; 0 if it is not compared. */
    double p99RatioToLimit() {
        return latency == null || limit.p99Us() == 0 ? 0 : latency.p99() / limit.p99Us();
    }

    /** Of several runs the one in the middle by this is reported: by p99 where that is what is compared. */
    double rank() {
        return limit.p99Us() > 0 ? p99RatioToLimit() : transfersPerSecond;
    }

    /** One line for each of several runs. */
    String summary() {
        if (latency != null && limit.p99Us() > 0) {
            return String.format(
                    Locale.ROOT,
                    "p99 %,.0f us, %s %,.0f us: %.2f times; %s",
                    latency.p99(),
                    limit.name(),
                    limit.p99Us(),
                    p99RatioToLimit(),
                    checked);
        }
        return String.format(
                Locale.ROOT,
                "%,.0f/s, %.2f of its limit of %,.0f/s, median latency %.2f times its limit's",
                transfersPerSecond,
                ratioToLimit(),
                limit.transfersPerSecond(),
                latencyRatioToLimit());
    }

    /** For people. */
    String table() {
        var lines = new StringBuilder();
        line(lines, scenario, settings.describe());
        line(lines, "transfers/s", String.format(Locale.ROOT, "%,.0f", transfersPerSecond));
        if (latency != null) line(lines, "latency, us", percentiles(latency));
        if (cpuSecondsPerMillion > 0) {
            line(lines, "cpu s/million", String.format(Locale.ROOT, "%.2f", cpuSecondsPerMillion));
        }
        if (journalBytesPerTransfer > 0) {
            line(lines, "journal B/transfer", String.format(Locale.ROOT, "%.0f", journalBytesPerTransfer));
        }
        line(
                lines,
                "limit",
                limit.name()
                        + String.format(
                                Locale.ROOT, ": %,.0f/s, p50 %,.0f us", limit.transfersPerSecond(), limit.p50Us()));
        line(lines, "ratio to limit", String.format(Locale.ROOT, "%.2f of its throughput", ratioToLimit()));
        if (latencyRatioToLimit() > 0) {
            line(lines, "", String.format(Locale.ROOT, "%.2f times its median latency", latencyRatioToLimit()));
        }
        if (p99RatioToLimit() > 0) {
            String ratio =
                    String.format(Locale.ROOT, "%.2f times its p99 of %,.0f us", p99RatioToLimit(), limit.p99Us());
            line(lines, "", ratio);
        }
        line(lines, "checked", checked);
        return lines.toString();
    }

    private static String percentiles(Latency us) {
        return String.format(
                Locale.ROOT,
                "p50 %,.0f  p90 %,.0f  p99 %,.0f  p99.9 %,.0f  p99.99 %,.0f  max %,.0f",
                us.p50(),
                us.p90(),
                us.p99(),
                us.p999(),
                us.p9999(),
                us.max());
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append(String.format(Locale.ROOT, "%-20s%s%n", name, value));
    }
}
