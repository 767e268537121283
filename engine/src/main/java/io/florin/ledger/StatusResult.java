package io.florin.ledger;

/**
 * What became of one event of {@code set_account_status}, in the order of the tests. Numbers share one space with the
 * other results of this ledger's own.
 */
public enum StatusResult {
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

    /** A bit without a meaning is set: bit 0 freezes debits, bit 1 credits. */
    RESERVED_FLAG(5);

    private final int code;
    private final String label;

    StatusResult(int code) {
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
