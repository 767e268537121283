package io.florin.ledger;

/** Where a hold stands, as a table keeps it and {@link TransferView#pendingStatus()} tells it. */
final class PendingStatus {
    static final int NONE = 0;
    static final int PENDING = 1;
    static final int POSTED = 2;
    static final int VOIDED = 3;
    static final int EXPIRED = 4;

    private PendingStatus() {}
}
