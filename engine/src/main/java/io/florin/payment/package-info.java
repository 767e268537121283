/**
 * Reserved for a payment's life: states, schedules and deadlines in journaled time, as pure as the ledger and on
 * the ledger's thread.
 */
@NullMarked
package io.florin.payment;

import org.jspecify.annotations.NullMarked;
