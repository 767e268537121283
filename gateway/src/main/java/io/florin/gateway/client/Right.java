package io.florin.gateway.client;

/** What a principal may do in a ledger. */
public enum Right {
    /** Look at accounts and transfers. */
    READ,
    /** Create accounts and transfers. */
    POST,
    /** Set limits and status. */
    ADMIN
}
