/**
 * The only place where money moves. A pure function of its input, called by one thread. May use {@code java.lang},
 * Agrona collections and JSpecify; {@code DependencyDirectionTest} keeps it so.
 *
 * <p>{@link io.florin.ledger.Ledger} is the front. An event climbs a ladder, {@code AccountLadder}, {@code
 * TransferLadder} or {@code PostOrVoidLadder}: one line a refusal, in the order of LEDGER.md. Behind the point of no
 * return {@code Changes} makes what {@code Chain} may have to take back, each change beside its inverse, and {@code
 * Holds} moves what is set aside.
 *
 * <p>State lies in tables of longs that take their memory when capacities are set: {@code AccountTable} and its index;
 * {@code Transfers}, which are rows, index and {@code IdWindow}; {@code ExpiryQueue}, {@code ReplyTable}, {@code
 * GrantTable}, {@code Settings}. {@code LedgerState} writes all of it as words, in an order that depends on history
 * alone.
 */
@NullMarked
package io.florin.ledger;

import org.jspecify.annotations.NullMarked;
