package io.florin.ops.tool.demo;

import io.florin.ops.tool.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the demo found, as a table for people or as one JSON object.
 *
 * @param source of the book.
 * @param unit of all money, such as {@code "CZK in haléř"}.
 * @param phases in order.
 * @param kills in order.
 * @param recoveries beginnings of the lives behind the first.
 */
record DemoReport(
        Source source,
        String unit,
        List<Phase> phases,
        List<Killer.Kill> kills,
        List<DemoNode.Start> recoveries,
        Resent resent,
        Checks checks) {
    private static final int NS_PER_MS = 1_000_000;
    private static final int MILLION = 1_000_000;

    /** Where the book came from. */
    record Source(String title, long seed, int customers, int transfers) {}

    /** How long a part took. */
    record Phase(String name, long ns) {}

    /**
     * What had to be sent more than once.
     *
     * @param recorded transfers that were in the journal although a kill cut off their answer.
     * @param notExecuted requests that were refused before the ledger, or that never left because the node was gone.
     */
    record Resent(long recorded, int notExecuted) {}

    /** Records of all recoveries together. */
    long recoveredRecords() {
        return recoveries.stream().mapToLong(DemoNode.Start::records).sum();
    }

    /** Over all recoveries; 0 if nothing was recovered. */
    long recoveryMsPerMillionRecords() {
        long ns = recoveries.stream().mapToLong(DemoNode.Start::recoveryNs).sum();
        long records = recoveredRecords();
        return records == 0 ? 0 : Math.multiplyExact(ns / NS_PER_MS, MILLION) / records;
    }

    /** As text of several lines. */
    String table() {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %,d transfers, %,d customers, money in %s, seed %d%n%n",
                source.title(),
                source.transfers(),
                source.customers(),
                unit,
                source.seed()));
        text.append(phaseTable()).append(System.lineSeparator());
        text.append(killTable()).append(System.lineSeparator());
        text.append(checkTable()).append(System.lineSeparator());
        text.append(String.format(
                Locale.ROOT,
                "recovery: %,d ms per million records: %,d records in %d restarts, each a new JVM%n",
                recoveryMsPerMillionRecords(),
                recoveredRecords(),
                recoveries.size()));
        text.append(String.format(
                Locale.ROOT,
                "sent again: %,d transfers that were recorded and not answered, %,d requests not taken",
                resent.recorded(),
                resent.notExecuted()));
        return text.toString();
    }

    private TextTable phaseTable() {
        var table = new TextTable("phase", "ms");
        for (Phase phase : phases) table.row(phase.name(), phase.ns() / NS_PER_MS);
        return table;
    }

    private TextTable killTable() {
        var table = new TextTable(
                "kill",
                "acknowledged",
                "requests in flight",
                "transfers in flight",
                "recovered",
                "recovery ms",
                "ready ms");
        for (int i = 0; i < kills.size(); i++) {
            Killer.Kill kill = kills.get(i);
            DemoNode.Start next = recoveries.get(i);
            table.row(
                    Integer.toString(i + 1),
                    kill.acknowledged(),
                    kill.requestsInFlight(),
                    kill.transfersInFlight(),
                    next.records(),
                    next.recoveryNs() / NS_PER_MS,
                    next.readyNs() / NS_PER_MS);
        }
        return table;
    }

    private TextTable checkTable() {
        var table = new TextTable("check", "expected", "found", "");
        for (Checks.Check check : checks.all()) {
            table.row(check.name().replace('_', ' '), check.expected(), check.found(), check.holds() ? "ok" : "WRONG");
        }
        return table;
    }

    /** As one object in one line. */
    String json() {
        String head = new Fields()
                .text("source", source.title())
                .number("seed", source.seed())
                .number("transfers", source.transfers())
                .number("customers", source.customers())
                .text("unit", unit)
                .fact("ok", checks.failed().isEmpty())
                .number("recovered_records", recoveredRecords())
                .number("recovery_ms_per_million_records", recoveryMsPerMillionRecords())
                .number("recorded_though_unanswered", resent.recorded())
                .number("not_executed", resent.notExecuted())
                .print(Fields.Format.JSON);
        List<String> members = new ArrayList<>();
        members.add(head.substring(1, head.length() - 1));
        members.add(array("phases", phases, phase -> new Fields()
                .text("name", phase.name())
                .number("ns", phase.ns())));
        members.add(array("kills", kills, DemoReport::fields));
        members.add(array("recoveries", recoveries, DemoReport::fields));
        members.add(array("checks", checks.all(), DemoReport::fields));
        return members.stream().collect(Collectors.joining(", ", "{", "}"));
    }

    private static <T> String array(String name, List<T> items, Function<T, Fields> fields) {
        return items.stream()
                .map(item -> fields.apply(item).print(Fields.Format.JSON))
                .collect(Collectors.joining(", ", "\"" + name + "\": [", "]"));
    }

    private static Fields fields(Killer.Kill kill) {
        return new Fields()
                .number("acknowledged", kill.acknowledged())
                .number("requests_in_flight", kill.requestsInFlight())
                .number("transfers_in_flight", kill.transfersInFlight())
                .text("at", kill.at().toString());
    }

    private static Fields fields(DemoNode.Start start) {
        return new Fields()
                .number("epoch", start.epoch())
                .number("records", start.records())
                .number("recovery_ns", start.recoveryNs())
                .number("ready_ns", start.readyNs());
    }

    private static Fields fields(Checks.Check check) {
        return new Fields()
                .text("name", check.name())
                .number("expected", check.expected())
                .number("found", check.found())
                .fact("ok", check.holds());
    }
}
