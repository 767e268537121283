/**
 * Load over the wire, and the checks that make its figures true: closed loop with a window, open loop at a fixed rate.
 *
 * <p>One thread sends and receives over all connections, because whatever the load costs is taken from the two cores
 * that the server runs on. May use anything; nothing uses it.
 */
@NullMarked
package io.florin.bench.load;

import org.jspecify.annotations.NullMarked;
