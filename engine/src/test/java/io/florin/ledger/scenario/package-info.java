/**
 * The rules of money as tables that a bookkeeper can read: requests and answers as values, the language of the tables
 * ({@link io.florin.ledger.scenario.ScenarioParser}), and what runs a table against a host
 * ({@link io.florin.ledger.scenario.ScenarioRunner}). Needs nothing but the ledger's public commands and views.
 */
@NullMarked
package io.florin.ledger.scenario;

import org.jspecify.annotations.NullMarked;
