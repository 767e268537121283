/**
 * The rules of money a second time: a model with plain collections and {@code BigInteger}, written from LEDGER.md and
 * not from the ledger, the seeded generator that drives both, and the test that compares them. Reads nothing of
 * {@code io.florin.ledger} but its public commands and views.
 */
@NullMarked
package io.florin.ledger.model;

import org.jspecify.annotations.NullMarked;
