package io.florin.gateway.client;

/** What may be said about an account when it is created. */
public enum AccountFlag {
    /** Stands or falls with the next event of the request. */
    LINKED(0),
    DEBITS_MUST_NOT_EXCEED_CREDITS(1),
    CREDITS_MUST_NOT_EXCEED_DEBITS(2),
    HISTORY(3),
    IMPORTED(4),
    CLOSED(5);

    private final int bit;

    AccountFlag(int index) {
        bit = 1 << index;
    }

    /** In {@link Account#flags()}. */
    public int bit() {
        return bit;
    }
}
