package io.florin.ledger;

/** What the gateway must not see, for {@code HouseRulesTest}. */
public final class OpenTable {
    private OpenTable() {}
}
