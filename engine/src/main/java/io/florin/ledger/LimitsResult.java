package io.florin.ledger;

/**
 * What became of one event of {@code set_account_limits}, in the order of the tests. Numbers share one space with the
 * other results of this ledger's own.
 */
public enum LimitsResult {
    /** Done. */
    APPLIED(0),

    /** The request key belongs to another request. Nothing of this one was looked at; take a new key. */
    KEY_REUSED(208),

    /** Sequenced later than the request allowed; nothing happened. Send again, with a later deadline, if wanted. */
    DEADLINE_EXCEEDED(202),

    /** There is no such account. */
    ACCOUNT_NOT_FOUND(211),

    /** The sender is no administrator of the account's ledger. */
    NOT_GRANTED(209),

    /** An allowance is negative. */
    AMOUNT_OUT_OF_RANGE(201),

    /** Somebody changed the limits since they were read. Read them again, then decide. */
    VERSION_MISMATCH(210);

    private final int code;
    private final String label;

    LimitsResult(int code) {
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
