package io.florin.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.bench.load.Distribution;
import io.florin.protocol.codec.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The names in the JSON are what scripts rely on: changing one is a decision. */
final class ReportTest {
    private static final RunSettings SETTINGS = new RunSettings(
            10,
            5,
            8,
            64,
            1,
            0,
            10_000,
            Distribution.ZIPF,
            Durability.DISK,
            false,
            0,
            Optional.empty(),
            Path.of("."),
            List.of(),
            List.of(),
            RunSettings.Recorded.NONE);
    private static final Machine MACHINE = new Machine("2 cores", "abc1234", "2026-11-20T18:00:00Z");

    @Test
    void asJson() {
        var report = new Report(
                "wire-single",
                SETTINGS,
                300_000.5,
                new Latency(1, 2, 3, 4, 5, 6.25),
                3.5,
                310,
                new Limit("bare", 1_200_002, 0.5),
                "all");
        assertEquals("""
                {"scenario":"wire-single","settings":{"seconds":10,"warm_up_seconds":5,"connections":8,"window":64,\
                "batch":1,"rate":0,"accounts":10000,"distribution":"zipf","durability":"disk"},\
                "transfers_per_s":300000.500,\
                "latency_us":{"p50":1.000,"p90":2.000,"p99":3.000,"p99_9":4.000,"p99_99":5.000,"max":6.250},\
                "cpu_s_per_million":3.500,"journal_bytes_per_transfer":310.000,\
                "limit":{"name":"bare","transfers_per_s":1200002.000,"p50_us":0.500},"ratio_to_limit":0.250,\
                "errors":0,"checked":"all","machine":"2 cores","commit":"abc1234",\
                "date":"2026-11-20T18:00:00Z"}""", ReportJson.of(report, MACHINE));
    }

    @Test
    void asJsonWithoutLatencyTheKeysStay() {
        var report = new Report("ledger", SETTINGS, 1, null, 0, 0, new Limit("bare", 4, 0), "all");
        String json = ReportJson.of(report, MACHINE);
        assertTrue(json.contains("\"latency_us\":null,"), json);
    }

    @Test
    void everyScenarioIsFoundByItsTitle() {
        for (Scenario scenario : Scenario.ALL) {
            assertEquals(scenario, Scenario.named(scenario.title()).orElseThrow());
        }
        assertTrue(Scenario.named("wire").isEmpty());
    }
}
