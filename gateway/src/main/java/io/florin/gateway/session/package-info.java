/**
 * Who is speaking, and what all connections have in common: limits, credit, deadlines, and the way of answers back to
 * their event loop. Each session belongs to one event loop. Login, keep-alive and retransmission come here with
 * sessions (issue 6).
 */
@NullMarked
package io.florin.gateway.session;

import org.jspecify.annotations.NullMarked;
