/**
 * Folds the journal through the ledger and compares every recorded result with the one decided again. May use
 * journal, snapshot, pipeline, payment, ledger, protocol and counters. Runs on the caller's thread.
 */
@NullMarked
package io.florin.replay;

import org.jspecify.annotations.NullMarked;
