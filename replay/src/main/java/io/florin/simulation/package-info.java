/**
 * Reserved for the whole world on one thread, from a seed: faults and invariants.
 */
@NullMarked
package io.florin.simulation;

import org.jspecify.annotations.NullMarked;
