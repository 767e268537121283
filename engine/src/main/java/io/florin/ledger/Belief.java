package io.florin.ledger;

/**
 * What must hold in production too. A belief that turns out wrong ends the process: its state can no longer be
 * trusted.
 */
final class Belief {
    private Belief() {}

    /** The message is a constant, so that nothing is allocated while the belief holds. */
    static void require(boolean holds, String belief) {
        if (!holds) throw new IllegalStateException("not so: " + belief);
    }
}
