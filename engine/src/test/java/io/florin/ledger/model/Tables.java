package io.florin.ledger.model;

import io.florin.ledger.scenario.LedgerHost;
import io.florin.ledger.scenario.ScenarioRunner;
import java.util.List;

/** Runs a table against the model and against the ledger. */
final class Tables {
    private static final long SALT = 0xF1;

    private Tables() {}

    /** Runs the table; against the ledger only if it decides all that the table needs. */
    static void run(String table, Feature... needed) {
        ScenarioRunner.run(new LedgerModel(), SALT, table);
        boolean isDecided = Feature.DECIDED_BY_THE_LEDGER.contains(Feature.BASICS)
                && Feature.DECIDED_BY_THE_LEDGER.containsAll(List.of(needed));
        if (isDecided) {
            ScenarioRunner.run(new LedgerHost(), SALT, table);
        }
    }
}
