/**
 * Load over the wire: open loop at a fixed rate and closed loop with a window, measured without coordinated
 * omission.
 */
@NullMarked
package io.florin.bench.load;

import org.jspecify.annotations.NullMarked;
