package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ops.tool.ProgressLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo with a real node, real kills and a real disk. A failure keeps journal and logs. */
@Tag("faults")
final class DemoFaultsTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path place;

    private DemoReport run(Book book, long seed) throws Exception {
        DemoFolder folder = DemoFolder.open(place.resolve("demo"));
        try (ChildNode node = ChildNode.init(folder, book)) {
            DemoReport report = new Demo(book, seed, ProgressLine.Mode.LINES, JournalAudit::of).run(node);
            System.out.println(report.table());
            return report;
        }
    }

    private static void assertUnharmed(DemoReport report) {
        assertEquals(List.of(), report.checks().failed());
        assertEquals(Demo.KILLS, report.kills().size());
        report.kills().forEach(kill -> assertTrue(kill.requestsInFlight() > 0, kill::toString));
    }

    @Test
    void theRealHistorySurvivesFiveKills() throws Exception {
        Path file = RealInput.file();
        DemoReport report = run(BankHistory.book("real history", BankHistory.read(file)), 20261120);
        assertUnharmed(report);
        Map<String, Long> found =
                report.checks().all().stream().collect(Collectors.toMap(Checks.Check::name, Checks.Check::found));
        assertEquals(49_102, found.get("posted"));
        assertEquals(22_994, found.get("credits_of_customers"));
        assertEquals(26_108, found.get("debits_of_customers"));
        assertEquals(1_229, found.get("customers_with_the_balance_of_the_source"));
        assertEquals(3_924_614_280L, found.get("sum_of_customers_balances"));
    }

    @Test
    void aPaydaySurvivesFiveKills() throws Exception {
        assertUnharmed(run(Payday.book(42), 42));
    }
}
