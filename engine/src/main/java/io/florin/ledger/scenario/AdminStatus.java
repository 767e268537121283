package io.florin.ledger.scenario;

import java.util.List;

/** Answers to the commands of LEDGER.md, section 7. */
public enum AdminStatus implements Status {
    APPLIED(0),
    KEY_REUSED(208),
    DEADLINE_EXCEEDED(202),
    ACCOUNT_NOT_FOUND(211),
    NOT_GRANTED(209),
    RESERVED_FLAG(5),
    AMOUNT_OUT_OF_RANGE(201),
    VERSION_MISMATCH(210),
    GRANTS_FULL(212),
    CAPACITY_OUT_OF_RANGE(213),
    FEATURE_LEVEL_OUT_OF_RANGE(214),
    DATE_OUT_OF_RANGE(216),
    DATE_IN_FUTURE(217),
    LEDGER_NOT_FOUND(218),
    DAY_ALREADY_CLOSED(219),
    CLOSED_DAYS_FULL(220);

    public static final List<Status> LIMITS = List.of(
            APPLIED,
            KEY_REUSED,
            DEADLINE_EXCEEDED,
            ACCOUNT_NOT_FOUND,
            NOT_GRANTED,
            AMOUNT_OUT_OF_RANGE,
            VERSION_MISMATCH);
    public static final List<Status> STATUS =
            List.of(APPLIED, KEY_REUSED, DEADLINE_EXCEEDED, ACCOUNT_NOT_FOUND, NOT_GRANTED, RESERVED_FLAG);

    public static final List<Status> OPERATORS = List.of(
            APPLIED,
            KEY_REUSED,
            DEADLINE_EXCEEDED,
            NOT_GRANTED,
            RESERVED_FLAG,
            GRANTS_FULL,
            CAPACITY_OUT_OF_RANGE,
            FEATURE_LEVEL_OUT_OF_RANGE,
            DATE_OUT_OF_RANGE,
            DATE_IN_FUTURE,
            LEDGER_NOT_FOUND,
            DAY_ALREADY_CLOSED);

    private final int number;

    AdminStatus(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
