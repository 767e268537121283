package io.florin.ledger;

/**
 * The tables of a ledger's state, in the order in which they are written and read. Each begins with the number of its
 * rows; numbers are never used again.
 */
public enum StateTable {
    /** One row: sequence and time of the last command. No part of {@link Ledger#stateHash()}. */
    POSITION(1),
    /** One row: what Genesis and later commands said once for all, and where marks and rounds stand. */
    SETTINGS(2),
    /** By row number. */
    ACCOUNTS(3),
    /**
     * Everything remembered by a transfer's id: unresolved holds by time stamp, then the buckets of the id window,
     * oldest first, each in the order in which its rows came to rest. Timers follow from the holds.
     */
    TRANSFERS(4),
    /** Stored replies, oldest first, each followed by its rows. */
    REPLIES(5),
    /** By principal, then ledger. */
    GRANTS(6),
    /**
     * By ledger. Left out where no day was closed, so that the states of ledgers that never close one are for ever the
     * words, and have the hash, that they had before there was this table.
     */
    CLOSED_DAYS(7);

    private final int number;

    StateTable(int number) {
        this.number = number;
    }

    /** Frozen for ever. */
    public int number() {
        return number;
    }
}
