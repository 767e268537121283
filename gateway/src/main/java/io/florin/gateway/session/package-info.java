/**
 * Who is speaking: login, keep-alive, limits per client. Each session belongs to one event loop.
 */
@NullMarked
package io.florin.gateway.session;

import org.jspecify.annotations.NullMarked;
