package io.florin.gateway.client;

/** How much a ledger remembers: journaled, because it decides results. */
public enum Capacity {
    /** Accounts there can be. */
    ACCOUNTS_MAX,
    /** Transfers remembered at once, holds and burnt ids included. */
    TRANSFERS_MAX,
    /** Age after which a transfer's id is refused, seconds. */
    WINDOW_SECONDS,
    /** Answers remembered under request keys. */
    REPLIES_MAX,
    /** Rows that all these answers may have together. */
    REPLY_ROWS_MAX,
    /** Grants there can be. */
    GRANTS_MAX
}
