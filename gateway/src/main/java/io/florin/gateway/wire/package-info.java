/**
 * Bytes to frames and back: length, checksum, TLS, and the order of the handlers. Runs on Netty's event loops.
 */
@NullMarked
package io.florin.gateway.wire;

import org.jspecify.annotations.NullMarked;
