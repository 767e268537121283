/**
 * Asks whether the ledger's tests would notice: changes one line of the ledger at a time, compiles it, runs them.
 *
 * <p>{@link io.florin.ledger.mutants.MutantsTest} says how to run it, and where the changes are listed that no test can
 * notice.
 */
@NullMarked
package io.florin.ledger.mutants;

import org.jspecify.annotations.NullMarked;
