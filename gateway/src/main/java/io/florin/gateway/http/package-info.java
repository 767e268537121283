/**
 * HTTP and JSON over the same ingress as the binary port. The home of Jackson's streaming parser; runs on Netty's
 * event loops.
 */
@NullMarked
package io.florin.gateway.http;

import org.jspecify.annotations.NullMarked;
