package io.florin.ledger;

/**
 * What became of a command of the operator (genesis, grants, capacities, feature level, days), in the order of the
 * tests.
 * Numbers share one space with the other results of this ledger's own.
 */
public enum AdminResult {
    /** Done. */
    APPLIED(0),

    /** The request key belongs to another request. Nothing of this one was looked at; take a new key. */
    KEY_REUSED(208),

    /** Sequenced later than the request allowed; nothing happened. Send again, with a later deadline, if wanted. */
    DEADLINE_EXCEEDED(202),

    /** The sender is no administrator of what he wants to change. */
    NOT_GRANTED(209),

    /** A right without a meaning is set, or nobody was named. */
    RESERVED_FLAG(5),

    /** The journaled capacity is used up: raise it or revoke what is no longer needed. */
    GRANTS_FULL(212),

    /** A capacity is beyond what this build can hold, or smaller than it is now. Nothing was changed. */
    CAPACITY_OUT_OF_RANGE(213),

    /** A feature level never falls. */
    FEATURE_LEVEL_OUT_OF_RANGE(214),

    /** There is no such day, or it lies before 1970. */
    DATE_OUT_OF_RANGE(216),

    /** The day has not begun anywhere on earth. */
    DATE_IN_FUTURE(217),

    /** No account is in the ledger. */
    LEDGER_NOT_FOUND(218),

    /** This day or a later one was closed before; days are closed once, in order. */
    DAY_ALREADY_CLOSED(219),

    /** Too many ledgers have closed days apart from the others: close every ledger at once. */
    CLOSED_DAYS_FULL(220);

    private final int code;
    private final String label;

    AdminResult(int code) {
        this.code = code;
        this.label = Names.lowerCase(name());
    }

    /** The wire number, frozen for ever. */
    public int code() {
        return code;
    }

    /** The name outside of Java: {@code exists_with_different_flags}. */
    public String label() {
        return label;
    }
}
