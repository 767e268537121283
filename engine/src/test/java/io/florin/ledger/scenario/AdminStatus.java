package io.florin.ledger.scenario;

import java.util.List;

/** Answers to the commands of LEDGER.md, section 7. */
public enum AdminStatus implements Status {
    CREATED(0),
    KEY_REUSED(208),
    DEADLINE_EXCEEDED(202),
    ACCOUNT_NOT_FOUND(21),
    NOT_GRANTED(209),
    RESERVED_FLAG(4),
    AMOUNT_OUT_OF_RANGE(201),
    VERSION_MISMATCH(210);

    public static final List<Status> LIMITS = List.of(
            CREATED,
            KEY_REUSED,
            DEADLINE_EXCEEDED,
            ACCOUNT_NOT_FOUND,
            NOT_GRANTED,
            AMOUNT_OUT_OF_RANGE,
            VERSION_MISMATCH);
    public static final List<Status> STATUS =
            List.of(CREATED, KEY_REUSED, DEADLINE_EXCEEDED, ACCOUNT_NOT_FOUND, NOT_GRANTED, RESERVED_FLAG);

    private final int number;

    AdminStatus(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
