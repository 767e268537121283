/**
 * The only place where money moves. A pure function of its input, called by one thread. May use {@code java.lang},
 * Agrona collections and JSpecify; {@code DependencyDirectionTest} keeps it so.
 */
@NullMarked
package io.florin.ledger;

import org.jspecify.annotations.NullMarked;
