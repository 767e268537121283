/**
 * The mains. The only composition root: wires the modules from checked settings, and nothing of ours depends on it
 * but bench.
 */
@NullMarked
package io.florin.ops;

import org.jspecify.annotations.NullMarked;
