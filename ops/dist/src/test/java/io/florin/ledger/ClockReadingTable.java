package io.florin.ledger;

import java.util.HashMap;
import java.util.Map;

/** Breaks the rules of purity, for {@code HouseRulesTest}. */
final class ClockReadingTable {
    final Map<Long, Long> balances = new HashMap<>();

    double rate() {
        return System.nanoTime();
    }

    static void pause() {
        Thread.onSpinWait();
    }
}
