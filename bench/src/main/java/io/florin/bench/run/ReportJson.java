package io.florin.bench.run;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** A report as one JSON object; the same keys for every scenario. */
final class ReportJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DIGITS = 3;

    private ReportJson() {}

    static String of(Report report, Machine machine) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("scenario", report.scenario());
            settings(json, report.settings());
            number(json, "transfers_per_s", report.transfersPerSecond());
            latency(json, report);
            number(json, "cpu_s_per_million", report.cpuSecondsPerMillion());
            number(json, "journal_bytes_per_transfer", report.journalBytesPerTransfer());
            json.writeObjectPropertyStart("limit");
            json.writeStringProperty("name", report.limit().name());
            number(json, "transfers_per_s", report.limit().transfersPerSecond());
            number(json, "p50_us", report.limit().p50Us());
            if (report.limit().p99Us() > 0) {
                number(json, "p99_us", report.limit().p99Us());
            }
            json.writeEndObject();
            number(json, "ratio_to_limit", report.ratioToLimit());
            if (report.p99RatioToLimit() > 0) number(json, "p99_ratio_to_limit", report.p99RatioToLimit());
            json.writeNumberProperty("errors", 0);
            json.writeStringProperty("checked", report.checked());
            json.writeStringProperty("machine", machine.description());
            json.writeStringProperty("commit", machine.commit());
            json.writeStringProperty("date", machine.date());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void settings(JsonGenerator json, RunSettings settings) {
        json.writeObjectPropertyStart("settings");
        json.writeNumberProperty("seconds", settings.seconds());
        json.writeNumberProperty("warm_up_seconds", settings.warmUpSeconds());
        json.writeNumberProperty("connections", settings.connections());
        json.writeNumberProperty("window", settings.window());
        json.writeNumberProperty("batch", settings.batch());
        json.writeNumberProperty("rate", settings.rate());
        json.writeNumberProperty("accounts", settings.accounts());
        json.writeStringProperty("distribution", settings.distribution().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("durability", settings.durability().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    private static void latency(JsonGenerator json, Report report) {
        Latency latency = report.latency();
        if (latency == null) {
            json.writeNullProperty("latency_us");
            return;
        }
        json.writeObjectPropertyStart("latency_us");
        number(json, "p50", latency.p50());
        number(json, "p90", latency.p90());
        number(json, "p99", latency.p99());
        number(json, "p99_9", latency.p999());
        number(json, "p99_99", latency.p9999());
        number(json, "max", latency.max());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) {
        json.writeNumberProperty(name, BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN));
    }
}
