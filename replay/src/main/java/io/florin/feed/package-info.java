/**
 * Tails of the journal that serve outsiders: those that prove it (signed checkpoints, their check against a copied
 * journal, receipts of single transfers), and the one that tells what happened, as events. May use journal, snapshot,
 * protocol and counters, and never the ledger: a tail reads results and decides nothing. Runs on threads of its own,
 * never on the road.
 *
 * <p>Events: {@link io.florin.feed.EventFeed} is the door; {@link io.florin.feed.EventTail} reads behind the road and
 * serves whoever is near its head from memory, {@link io.florin.feed.PastEvents} reads again for whoever is not.
 */
@NullMarked
package io.florin.feed;

import org.jspecify.annotations.NullMarked;
