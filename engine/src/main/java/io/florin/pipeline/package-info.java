/**
 * The ring: slots, stages and their order, time stamps, back-pressure and halt. The home of the Disruptor; may use
 * payment, ledger, protocol and counters. Producers claim from gateway threads, each stage runs on one thread of
 * its own.
 */
@NullMarked
package io.florin.pipeline;

import org.jspecify.annotations.NullMarked;
