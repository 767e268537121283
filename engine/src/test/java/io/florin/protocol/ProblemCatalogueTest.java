package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ledger.AdminResult;
import io.florin.ledger.CreateAccountResult;
import io.florin.ledger.CreateTransferResult;
import io.florin.ledger.LimitsResult;
import io.florin.ledger.StatusResult;
import io.florin.protocol.codec.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** The one list of results and refusals has what the ledger and the schema have, number for number, and no more. */
class ProblemCatalogueTest {
    private static final ProblemCatalogue CATALOGUE = ProblemCatalogue.instance();

    @Test
    void transfersHaveTheLedgersResults() {
        Map<Integer, String> ledger = new TreeMap<>();
        for (var result : CreateTransferResult.values()) ledger.put(result.code(), result.label());
        assertEquals(ledger, listed(Problem::transferStatus));
    }

    /**
     * Limits, status and what operators say share the column of accounts; where all went well they say {@code applied}.
     */
    @Test
    void accountsHaveTheLedgersResults() {
        Map<Integer, String> ledger = new TreeMap<>();
        for (var result : CreateAccountResult.values()) put(ledger, result.code(), result.label());
        for (var result : LimitsResult.values()) put(ledger, result.code(), result.label());
        for (var result : StatusResult.values()) put(ledger, result.code(), result.label());
        for (var result : AdminResult.values()) put(ledger, result.code(), result.label());
        assertEquals(ledger, listed(Problem::accountStatus));
    }

    private static void put(Map<Integer, String> results, int code, String label) {
        if (code == 0 && label.equals("applied")) return;
        String other = results.put(code, label);
        assertTrue(other == null || other.equals(label), () -> code + " is " + other + " and " + label);
    }

    private static Map<Integer, String> listed(ToIntFunction<Problem> status) {
        Map<Integer, String> listed = new TreeMap<>();
        for (Problem problem : CATALOGUE.all()) {
            int number = status.applyAsInt(problem);
            if (number != Problem.NONE) listed.put(number, problem.code());
        }
        return listed;
    }

    @Test
    void everyReasonOfTheSchemaIsListed() {
        for (Reason reason : Reason.values()) {
            if (reason == Reason.UNSPECIFIED || reason == Reason.NULL_VAL) continue;
            CATALOGUE.byCode(reason.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void whoMayTryAgainIsToldSoAndWhoMayNotIsToldWhatToDo() {
        for (Problem problem : CATALOGUE.all()) {
            boolean isRefusal = problem.httpStatus() >= 400;
            if (isRefusal) assertFalse(problem.advice().isEmpty(), problem.code());
            boolean isForLater = problem.httpStatus() == 503 || problem.httpStatus() == 429;
            if (isForLater) assertTrue(problem.isRetryable(), problem.code());
        }
    }
}
