package io.florin.ledger.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import io.florin.ledger.scenario.Host;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.ScenarioException;
import io.florin.ledger.scenario.ScenarioParser;
import io.florin.ledger.scenario.ScenarioRunner;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language itself: what it refuses to read, and that a table which is wrong fails at the right line. */
final class ScenarioLanguageTest {
    private static final String ACCOUNTS = """
            account   bank   ledger 978
            account   alice  ledger 978
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            borrow alice 5                             | no verb: 'borrow'
            transfer t1 a b 5 created                  | '->' is missing before 'b'
            transfer t1 a -> b five created            | amount must be a whole number, not 'five'
            transfer t1 a -> b 5                       | answer is missing
            transfer t1 a -> b 5 created 5 and more    | nothing may follow, but 'and' does
            hold h1 a -> b 5 timeout 5 created         | no unit: 'created'
            wait 5 weeks                               | no unit: 'weeks'
            at noon                                    | no time: 'noon'
            balance alice debits 5 credits 0/0         | must be pending/posted: '5'
            request tomorrow                           | no part of a request: 'tomorrow'
            wait 99999999999 h                         | wait is too long: 99999999999 h
            times 0 account a# ledger 978 created      | must be 1 to 10000 times, not 0
            balance a debits 0/99999999999999999999 credits 0/0 | must be pending/posted, each at most max
            """)
    void whatCannotBeReadIsRefusedWithItsLine(String line, String problem) {
        String table = ACCOUNTS + "\n" + line;
        ScenarioException refusal = assertThrows(ScenarioException.class, () -> ScenarioParser.parse(table));
        assertTrue(refusal.toString().contains(": line 4: " + problem), refusal::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transfer t1 bank -> alice 5 exists         | expected exists, got created
            transfer t1 bank -> alice 5 created 4      | expected amount 4, got amount 5
            transfer t1 bank -> bank 5 created         | expected created, got accounts_must_be_different
            balance alice debits 0/0 credits 0/1       | expected debits 0/0 credits 0/1, got debits 0/0 credits 0/0
            balance alice debits 0/0 credits 0/0 closed | expected closed, got not closed: debits 0/0
            balance alice hidden                       | expected hidden, got debits 0/0 credits 0/0
            balance bob debits 0/0 credits 0/0         | expected debits 0/0 credits 0/0, got no such account
            outcome t1 created                         | expected created, got unknown
            pulse expires h1                           | expected h1, got nothing
            limits alice debit 5 version 3 applied     | expected applied, got version_mismatch
            grant 0 all read applied                   | expected applied, got reserved_flag
            genesis accounts 5                         | genesis must be the first line
            """)
    void whatDiffersIsSaidWithItsLine(String line, String problem) {
        String table = ACCOUNTS + "# A comment.\n\n" + line;
        ScenarioException difference =
                assertThrows(ScenarioException.class, () -> ScenarioRunner.run(new LedgerModel(), 1, table));
        assertTrue(difference.toString().contains(": line 5: " + problem), difference::toString);
    }

    @Test
    void aHostThatLosesMoneyIsFoundByTheInvariants() {
        Host thief = new Thief();
        String table = ACCOUNTS + "transfer t1 bank -> alice 5 created\n";
        ScenarioException found = assertThrows(ScenarioException.class, () -> ScenarioRunner.run(thief, 1, table));
        assertTrue(found.toString().contains("debits less credits of ledger 978 are 1"), found::toString);
    }

    @Test
    void timeNeverGoesBack() {
        String table = ACCOUNTS + "at start\ntransfer t1 bank -> alice 5 created\n";
        ScenarioException found =
                assertThrows(ScenarioException.class, () -> ScenarioRunner.run(new LedgerModel(), 1, table));
        assertTrue(
                found.toString().contains("line 4: time must advance: this is 2000001 ns too early"), found::toString);
    }

    @Test
    void timesStandsForThatManyLines() {
        assertEquals(
                3, ScenarioParser.parse("times 3 transfer t# a -> b 1 created").size());
    }

    /** A model that shows one minor unit less than somebody has. */
    private static final class Thief implements Host {
        private final LedgerModel model = new LedgerModel();

        @Override
        public List<Result> decide(Request request) {
            return model.decide(request);
        }

        @Override
        public List<Id> expired() {
            return model.expired();
        }

        @Override
        public boolean lookup(long principal, Id id, AccountView view) {
            boolean isFound = model.lookup(principal, id, view);
            if (isFound && view.creditsPostedMinor() > 0) view.creditsPostedMinor(view.creditsPostedMinor() - 1);
            return isFound;
        }

        @Override
        public void lookup(long principal, Id id, TransferView view) {
            model.lookup(principal, id, view);
        }
    }
}
