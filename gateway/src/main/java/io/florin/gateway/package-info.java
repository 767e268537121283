/**
 * The server: binds ports, hands commands to the ring and brings replies back. May use pipeline (ingress and slots
 * only), protocol and counters, never ledger or payment. Runs on Netty's event loops.
 */
@NullMarked
package io.florin.gateway;

import org.jspecify.annotations.NullMarked;
