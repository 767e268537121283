/**
 * The journal's tail in PostgreSQL: reads behind the road, on a thread of its own, and writes what happened with binary
 * COPY, the position in the same transaction as the data. May use journal, snapshot, protocol, counters and what {@code
 * feed} knows of holds; never the ledger, since a tail adds results up and decides nothing. The home of JDBC: the pool,
 * the schema ({@code migration/V1__read_model.sql}, applied by Flyway) and all SQL are here.
 *
 * <p>What other code may rely on in the schema {@code florin}: {@code movements} has one row for each change of
 * balances, with the four balances of both accounts behind it; {@code position} says up to which sequence everything is
 * complete; views and functions ({@code account_entries}, {@code statement}, {@code transfers}, {@code holds}, {@code
 * balances}, {@code trial_balance}, {@code balance_at}, {@code balance_before}) are for people and for the query API.
 */
@NullMarked
package io.florin.projection;

import org.jspecify.annotations.NullMarked;
