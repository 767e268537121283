package io.florin.ledger;

/**
 * What became of one event of {@code create_transfers}: the constants stand in the order in which they are tested,
 * and a test pins every number against LEDGER.md, section 5.
 */
public enum CreateTransferResult {
    /** The transfer happened, or the hold is placed; the result carries its time stamp and amount. */
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
    IMPORTED_EVENT_EXPECTED(56),

    /** The request did not begin as an import, and this event is one. Send imports on their own. */
    IMPORTED_EVENT_NOT_EXPECTED(57),

    /** Only an import carries a time stamp. */
    TIMESTAMP_MUST_BE_ZERO(3),

    /** An import's time stamp is at least 1. */
    IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE(58),

    /** An import's time stamp lies in the past. */
    IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE(59),

    /** A flag without a meaning is set. */
    RESERVED_FLAG(4),

    /** Every transfer has an id that the client made before it first sent it. */
    ID_MUST_NOT_BE_ZERO(5),

    /** The id of all ones is reserved. */
    ID_MUST_NOT_BE_INT_MAX(6),

    /** Older than anything the ledger remembers. This request did nothing; an earlier one with this id may have. */
    ID_TOO_OLD(203),

    /** The id's time lies more than five minutes ahead. The sender's clock is wrong. */
    ID_IN_FUTURE(204),

    /** The sender may not post to this ledger. */
    NOT_GRANTED(209),

    /** The id is taken by a transfer with other flags. Never a retry: find out who else uses this id. */
    EXISTS_WITH_DIFFERENT_FLAGS(36),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_PENDING_ID(40),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_TIMEOUT(44),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID(37),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID(38),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_AMOUNT(39),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_USER_DATA_128(41),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_USER_DATA_64(42),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_USER_DATA_32(43),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_LEDGER(67),

    /** The id is taken by a transfer that differs in this field. */
    EXISTS_WITH_DIFFERENT_CODE(45),

    /** The same transfer was created before. Nothing moved now; a client that retried takes this for success. */
    EXISTS(46),

    /** An earlier attempt with this id was refused for a reason that may pass. It stays refused; take a new id. */
    ID_ALREADY_FAILED(68),

    /** Two flags are set that cannot both be meant. */
    FLAGS_ARE_MUTUALLY_EXCLUSIVE(7),

    /** Only a post or void may leave this to the pending transfer. */
    DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO(8),

    /** The id of all ones is reserved. */
    DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX(9),

    /** Only a post or void may leave this to the pending transfer. */
    CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO(10),

    /** The id of all ones is reserved. */
    CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX(11),

    /** A transfer has two sides. */
    ACCOUNTS_MUST_BE_DIFFERENT(12),

    /** Only a post or void names a pending transfer. */
    PENDING_ID_MUST_BE_ZERO(13),

    /** A post or void names the pending transfer that it resolves. */
    PENDING_ID_MUST_NOT_BE_ZERO(14),

    /** The id of all ones is reserved. */
    PENDING_ID_MUST_NOT_BE_INT_MAX(15),

    /** A post or void has an id of its own. */
    PENDING_ID_MUST_BE_DIFFERENT(16),

    /** Only a pending transfer can expire. */
    TIMEOUT_RESERVED_FOR_PENDING_TRANSFER(17),

    /** Closing is undone by voiding, hence only a pending transfer closes. */
    CLOSING_TRANSFER_MUST_BE_PENDING(64),

    /** Every transfer belongs to a ledger. */
    LEDGER_MUST_NOT_BE_ZERO(19),

    /** Every transfer has a code of the client's choice. */
    CODE_MUST_NOT_BE_ZERO(20),

    /** The amount is negative. */
    AMOUNT_OUT_OF_RANGE(201),

    /** Create the account, then take a new id. */
    DEBIT_ACCOUNT_NOT_FOUND(21, true),

    /** Create the account, then take a new id. */
    CREDIT_ACCOUNT_NOT_FOUND(22, true),

    /** Money never crosses ledgers within one transfer; link two. */
    ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER(23),

    /** The stated ledger is not the accounts'. */
    TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS(24),

    /** There is no such transfer, or it was resolved and forgotten. Take a new id if it is created later. */
    PENDING_TRANSFER_NOT_FOUND(25, true),

    /** The named transfer never was a hold, or is not the first of its group. */
    PENDING_TRANSFER_NOT_PENDING(26),

    /** The post or void states another account than the hold. */
    PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID(27),

    /** The post or void states another account than the hold. */
    PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID(28),

    /** The post or void states another ledger than the hold. */
    PENDING_TRANSFER_HAS_DIFFERENT_LEDGER(29),

    /** The post or void states another code than the hold. */
    PENDING_TRANSFER_HAS_DIFFERENT_CODE(30),

    /** More than is held cannot be posted. */
    EXCEEDS_PENDING_TRANSFER_AMOUNT(31),

    /** A void, and whatever resolves a group, takes all of it. */
    PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT(32),

    /** A hold is resolved once; it was posted. */
    PENDING_TRANSFER_ALREADY_POSTED(33),

    /** A hold is resolved once; it was voided. */
    PENDING_TRANSFER_ALREADY_VOIDED(34),

    /** The hold's time is over; its amount is released. */
    PENDING_TRANSFER_EXPIRED(35),

    /**
     * The request's posts and voids by group name more than 8,190 holds in all. Nothing happened; send this one again,
     * in a request of its own.
     */
    TOO_MANY_LEGS(215),

    /** Transfers are imported in the order of their time stamps, and before any other transfer. */
    IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS(60),

    /** A transfer is younger than its accounts. */
    IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT(61),

    /** A transfer is younger than its accounts. */
    IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT(62),

    /** An imported hold does not expire. */
    IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO(63),

    /** A closed account takes voids only. Take a new id once it is open again. */
    DEBIT_ACCOUNT_ALREADY_CLOSED(65, true),

    /** A closed account takes voids only. Take a new id once it is open again. */
    CREDIT_ACCOUNT_ALREADY_CLOSED(66, true),

    /** An operator has stopped debits. Take a new id once they are allowed again. */
    DEBIT_ACCOUNT_FROZEN(205, true),

    /** An operator has stopped credits. Take a new id once they are allowed again. */
    CREDIT_ACCOUNT_FROZEN(206, true),

    /** The balance cannot hold so much. */
    OVERFLOWS_DEBITS_PENDING(47),

    /** The balance cannot hold so much. */
    OVERFLOWS_CREDITS_PENDING(48),

    /** The balance cannot hold so much. */
    OVERFLOWS_DEBITS_POSTED(49),

    /** The balance cannot hold so much. */
    OVERFLOWS_CREDITS_POSTED(50),

    /** Pending and posted debits together would be too much. */
    OVERFLOWS_DEBITS(51),

    /** Pending and posted credits together would be too much. */
    OVERFLOWS_CREDITS(52),

    /** The hold would expire behind the end of time. */
    OVERFLOWS_TIMEOUT(53),

    /** The debit account lacks funds. Take a new id when they are there. */
    EXCEEDS_CREDITS(54, true),

    /** The credit account would be credited beyond its limit. Take a new id when it has room. */
    EXCEEDS_DEBITS(55, true),

    /** Nothing that is remembered may be forgotten yet. Nothing happened; send again later. */
    TRANSFERS_FULL(207);

    private final int code;
    private final boolean isTransient;
    private final String label;

    CreateTransferResult(int code) {
        this(code, false);
    }

    CreateTransferResult(int code, boolean isTransient) {
        this.code = code;
        this.isTransient = isTransient;
        this.label = Names.lowerCase(name());
    }

    /** The wire number, frozen for ever. */
    public int code() {
        return code;
    }

    /** Whether the reason may pass by itself: then the id is burnt, so that a stray duplicate cannot succeed later. */
    public boolean isTransient() {
        return isTransient;
    }

    /** The name outside of Java: {@code exists_with_different_flags}. */
    public String label() {
        return label;
    }
}
