package io.florin.gateway.client;

/**
 * A place in the ledger's history.
 *
 * @param sequence counts all commands that were ever decided.
 * @param epoch grows with every start and takeover of a node.
 */
public record Position(long sequence, long epoch) {}
