package io.florin.gateway.client;

import java.util.List;

/**
 * The answer to a read of current state.
 *
 * @param position the state is the one behind this position, and it is durable.
 * @param rows one for each id, in the order asked.
 */
public record Lookup<T>(Position position, List<T> rows) {}
