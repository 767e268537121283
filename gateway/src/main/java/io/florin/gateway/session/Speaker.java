package io.florin.gateway.session;

/**
 * Who brought a key.
 *
 * @param principal whom the ledger knows; its grants say what it may do.
 * @param allowance of the key: two keys of a principal have one each.
 */
public record Speaker(long principal, Allowance allowance) {}
