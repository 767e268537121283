package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ops.tool.ProgressLine;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo against a node that works, and against one with each bug that it must find. */
final class DemoTest {
    private static DemoReport run(FakeNode.Bug bug, long seed) throws Exception {
        var node = new FakeNode(bug);
        return new Demo(Payday.book(seed), seed, ProgressLine.Mode.OFF, (data, progress) -> node.journal()).run(node);
    }

    private static List<String> failed(DemoReport report) {
        return report.checks().failed().stream().map(Checks.Check::name).toList();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aNodeThatWorksPassesEveryCheck(long seed) throws Exception {
        DemoReport report = run(FakeNode.Bug.NONE, seed);
        // A node in memory may have answered everything before the last kill; DemoFaultsTest counts them on a real one.
        assertEquals(
                List.of(),
                failed(report).stream()
                        .filter(name -> !name.equals("kills_with_requests_in_flight"))
                        .toList());
        assertEquals(report.kills().size(), report.recoveries().size());
        report.kills().forEach(kill -> assertTrue(kill.requestsInFlight() > 0, kill::toString));
        assertEquals(
                List.of(
                        "start",
                        "accounts",
                        "posting and kills",
                        "  of it restarting",
                        "again over HTTP",
                        "lookups",
                        "stop",
                        "journal"),
                report.phases().stream().map(DemoReport.Phase::name).toList());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "FORGETS_AN_ANSWERED_TRANSFER, acknowledged_but_lost",
        "FORGETS_AN_ANSWERED_TRANSFER, exists_over_http",
        "FORGETS_AN_ANSWERED_TRANSFER, applied_twice", // once more over HTTP, in the journal's view
        "APPLIES_A_RETRY_AGAIN, applied_twice",
        "APPLIES_A_RETRY_AGAIN, accounts_with_other_sums",
        "APPLIES_TO_THE_WRONG_ACCOUNT, accounts_with_other_sums",
        "APPLIES_TO_THE_WRONG_ACCOUNT, customers_with_the_balance_of_the_source",
        "ANSWERS_WITH_ANOTHER_TIME, exists_over_http",
        "REFUSES_ONE, refused",
        "REFUSES_ONE, posted"
    })
    void everyBugHasACheckThatNamesIt(FakeNode.Bug bug, String check) throws Exception {
        DemoReport report = run(bug, 1);
        assertTrue(failed(report).contains(check), () -> failed(report).toString());
    }

    @Test
    void aNodeThatEndsByItselfIsAFailureOfItsOwn() {
        var ended = assertThrows(IllegalStateException.class, () -> run(FakeNode.Bug.DIES_BY_ITSELF, 1));
        assertEquals("the node ended by itself: the fake node says nothing", ended.getMessage());
    }

    @Test
    void anInputTooSmallToBeInterruptedIsRefused() throws Exception {
        String lines = IntStream.rangeClosed(1, 199)
                .mapToObj(id -> id + ";7;930101;\"PRIJEM\";\"VKLAD\";7.00;7.00;\"\";;")
                .collect(Collectors.joining("\n"));
        String header =
                BankLine.COLUMNS.stream().map(column -> '"' + column + '"').collect(Collectors.joining(";"));
        var reader = new BufferedReader(new StringReader(header + "\n" + lines));
        Book book = BankHistory.book("f", BankHistory.read("f", reader));
        var refused = assertThrows(
                InputException.class,
                () -> new Demo(book, 1, ProgressLine.Mode.OFF, (data, progress) -> JournalAudit.empty()));
        assertEquals(
                "must be at least 200, or there is no posting to interrupt: transactions=199", refused.getMessage());
    }
}
