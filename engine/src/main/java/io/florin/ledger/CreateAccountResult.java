package io.florin.ledger;

/**
 * What became of one event of {@code create_accounts}: the constants stand in the order in which they are tested, and
 * a test pins every number against LEDGER.md, section 4.
 */
public enum CreateAccountResult {
    /** The account is there now, with the time stamp of this event. */
    CREATED(0),

    /** The request key belongs to another request. Nothing of this one was looked at; take a new key. */
    KEY_REUSED(208),

    /** Sequenced later than the request allowed; nothing happened. Send again, with a later deadline, if wanted. */
    DEADLINE_EXCEEDED(202),

    /** The last event of the request still says that another follows. A bug of the sender. */
    LINKED_EVENT_CHAIN_OPEN(2),

    /** Another event of its chain was refused; that one's result says why. Nothing of the chain happened. */
    LINKED_EVENT_FAILED(1),

    /** The request began as an import, and this event is none. Send imports on their own. */
    IMPORTED_EVENT_EXPECTED(22),

    /** The request did not begin as an import, and this event is one. Send imports on their own. */
    IMPORTED_EVENT_NOT_EXPECTED(23),

    /** Only an import carries a time stamp. */
    TIMESTAMP_MUST_BE_ZERO(3),

    /** An import's time stamp is at least 1. */
    IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE(24),

    /** An import's time stamp lies in the past. */
    IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE(25),

    /** Allowances, their version and the frozen state are set by commands of their own, not at creation. */
    RESERVED_FIELD(4),

    /** A flag without a meaning is set. */
    RESERVED_FLAG(5),

    /** Every account has an id of the client's choice. */
    ID_MUST_NOT_BE_ZERO(6),

    /** The id of all ones is reserved. */
    ID_MUST_NOT_BE_INT_MAX(7),

    /** The sender may not post to this ledger. */
    NOT_GRANTED(209),

    /** The id is taken by an account with other flags. Never a retry: find out who else uses this id. */
    EXISTS_WITH_DIFFERENT_FLAGS(15),

    /** The id is taken by an account that differs in this field. */
    EXISTS_WITH_DIFFERENT_USER_DATA_128(16),

    /** The id is taken by an account that differs in this field. */
    EXISTS_WITH_DIFFERENT_USER_DATA_64(17),

    /** The id is taken by an account that differs in this field. */
    EXISTS_WITH_DIFFERENT_USER_DATA_32(18),

    /** The id is taken by an account that differs in this field. */
    EXISTS_WITH_DIFFERENT_LEDGER(19),

    /** The id is taken by an account that differs in this field. */
    EXISTS_WITH_DIFFERENT_CODE(20),

    /** The same account was created before. A client that retried takes this for success. */
    EXISTS(21),

    /** An account limits its debits or its credits, never both. */
    FLAGS_ARE_MUTUALLY_EXCLUSIVE(8),

    /** Balances begin at zero; money arrives by transfer. */
    DEBITS_PENDING_MUST_BE_ZERO(9),

    /** Balances begin at zero; money arrives by transfer. */
    DEBITS_POSTED_MUST_BE_ZERO(10),

    /** Balances begin at zero; money arrives by transfer. */
    CREDITS_PENDING_MUST_BE_ZERO(11),

    /** Balances begin at zero; money arrives by transfer. */
    CREDITS_POSTED_MUST_BE_ZERO(12),

    /** Every account belongs to a ledger. */
    LEDGER_MUST_NOT_BE_ZERO(13),

    /** Every account has a code of the client's chart. */
    CODE_MUST_NOT_BE_ZERO(14),

    /** An allowance is negative. */
    AMOUNT_OUT_OF_RANGE(201),

    /** Accounts are imported in the order of their time stamps, and before any other account. */
    IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS(26),

    /** The journaled capacity is used up. Send again once an operator has raised it. */
    ACCOUNTS_FULL(200);

    private final int code;
    private final String label;

    CreateAccountResult(int code) {
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
