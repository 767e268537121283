package io.florin.ledger;

/** Bits of a transfer's flags (LEDGER.md, section 2). */
public final class TransferFlags {
    public static final int LINKED = 1;
    public static final int PENDING = 1 << 1;
    public static final int POST_PENDING_TRANSFER = 1 << 2;
    public static final int VOID_PENDING_TRANSFER = 1 << 3;
    public static final int BALANCING_DEBIT = 1 << 4;
    public static final int BALANCING_CREDIT = 1 << 5;
    public static final int CLOSING_DEBIT = 1 << 6;
    public static final int CLOSING_CREDIT = 1 << 7;
    public static final int IMPORTED = 1 << 8;
    public static final int PARTIAL = 1 << 11;
    public static final int GROUP = 1 << 12;

    private TransferFlags() {}
}
