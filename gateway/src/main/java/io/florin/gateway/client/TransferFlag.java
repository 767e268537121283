package io.florin.gateway.client;

/** What may be said about a transfer when it is created. */
public enum TransferFlag {
    /** Stands or falls with the next event of the request. */
    LINKED(0),
    PENDING(1),
    POST_PENDING_TRANSFER(2),
    VOID_PENDING_TRANSFER(3),
    BALANCING_DEBIT(4),
    BALANCING_CREDIT(5),
    CLOSING_DEBIT(6),
    CLOSING_CREDIT(7),
    IMPORTED(8),
    PARTIAL(11),
    GROUP(12);

    private final int bit;

    TransferFlag(int index) {
        bit = 1 << index;
    }

    /** In {@link Transfer#flags()}. */
    public int bit() {
        return bit;
    }
}
