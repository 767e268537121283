/**
 * Tails of the journal that serve outsiders; today those that prove it: signed checkpoints, their check against a
 * copied journal, and receipts of single transfers. May use journal, snapshot, protocol and counters, and never the
 * ledger: a tail reads results and decides nothing. Runs on threads of its own, never on the road.
 */
@NullMarked
package io.florin.feed;

import org.jspecify.annotations.NullMarked;
