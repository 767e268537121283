package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoReportTest {
    private static final DemoReport REPORT = new DemoReport(
            new DemoReport.Source("f.csv", 7, 1_229, 49_102),
            "CZK in haléř",
            List.of(new DemoReport.Phase("reading", 12_345_678), new DemoReport.Phase("posting", 3_000_000_000L)),
            List.of(new Killer.Kill(1_234, 56, 789, Instant.EPOCH)),
            List.of(new DemoNode.Start(2, 20_000, 80_000_000, 900_000_000)),
            new DemoReport.Resent(321, 0),
            new Checks()
                    .equal("posted", 49_102, 49_102)
                    .none("acknowledged_but_lost", List.of("a is gone"))
                    .equal("sum_of_customers_balances", 3_924_614_280L, 3_924_614_280L));

    @Test
    void isATableForPeople() {
        String expected = """
                f.csv: 49,102 transfers, 1,229 customers, money in CZK in haléř, seed 7

                phase       ms
                reading     12
                posting  3,000

                kill  acknowledged  requests in flight  transfers in flight  recovered  recovery ms  ready ms
                1            1,234                  56                  789     20,000           80       900

                check                           expected          found
                posted                            49,102         49,102  ok
                acknowledged but lost                  0              1  WRONG
                sum of customers balances  3,924,614,280  3,924,614,280  ok

                recovery: 4,000 ms per million records: 20,000 records in 1 restarts, each a new JVM
                sent again: 321 transfers that were recorded and not answered, 0 requests not taken""";
        assertEquals(expected, REPORT.table().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void isOneObjectForPrograms() {
        String expected = """
                {"source": "f.csv", "seed": 7, "transfers": 49102, "customers": 1229, "unit": "CZK in haléř", \
                "ok": false, "recovered_records": 20000, "recovery_ms_per_million_records": 4000, \
                "recorded_though_unanswered": 321, "not_executed": 0, \
                "phases": [{"name": "reading", "ns": 12345678}, {"name": "posting", "ns": 3000000000}], \
                "kills": [{"acknowledged": 1234, "requests_in_flight": 56, "transfers_in_flight": 789, \
                "at": "1970-01-01T00:00:00Z"}], \
                "recoveries": [{"epoch": 2, "records": 20000, "recovery_ns": 80000000, "ready_ns": 900000000}], \
                "checks": [{"name": "posted", "expected": 49102, "found": 49102, "ok": true}, \
                {"name": "acknowledged_but_lost", "expected": 0, "found": 1, "ok": false}, \
                {"name": "sum_of_customers_balances", "expected": 3924614280, "found": 3924614280, "ok": true}]}""";
        assertEquals(expected, REPORT.json());
    }

    @Test
    void aTableHasAsManyCellsAsHeadings() {
        var table = new TextTable("a", "b");
        var refused = assertThrows(IllegalArgumentException.class, () -> table.row("1"));
        assertEquals("must be as many as there are headings: cells=1", refused.getMessage());
    }
}
