/**
 * The rules of money as tables that a bookkeeper can read: requests and answers as values, the language of the tables
 * ({@link io.florin.ledger.scenario.ScenarioParser}), and what runs a table against a host
 * ({@link io.florin.ledger.scenario.ScenarioRunner}). Needs nothing but the ledger's public commands and views.
 *
 * <p>Cold code, and the one package below the ledger that is not part of it. It stands in engine because those who run
 * tables have nothing else below them in common: engine's own tests, against ledger and model, and
 * {@code florin ledger check}, against a node.
 *
 * <p>Its lists of answers repeat names and numbers that the ledger's own results have, on purpose: they were written
 * from LEDGER.md, the tables and the reference model use no others, and so a ledger (or a node) that numbered a refusal
 * otherwise would not be believed. {@code StatusNumbersTest} compares the two.
 */
@NullMarked
package io.florin.ledger.scenario;

import org.jspecify.annotations.NullMarked;
