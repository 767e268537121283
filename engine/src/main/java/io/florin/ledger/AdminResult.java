package io.florin.ledger;

/**
 * What became of a command of the operator (genesis, grants, capacities, feature level), in the order of the tests.
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
    FEATURE_LEVEL_OUT_OF_RANGE(214);

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
