package io.florin.gateway.client;

/**
 * Where the time went, in the node's clock, ns since the epoch.
 *
 * @param receivedNs the frame was read from the socket.
 * @param sequencedNs the ledger gave the request its time.
 * @param durableNs the promised durability was seen.
 * @param releasedNs the answer was handed out.
 */
public record Stamps(long receivedNs, long sequencedNs, long durableNs, long releasedNs) {}
