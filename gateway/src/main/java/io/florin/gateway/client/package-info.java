/**
 * The Java client, binary and HTTP, published as {@code florin-client} without the server's classes. Uses protocol
 * and nothing else of ours; its methods may be called from any thread.
 */
@NullMarked
package io.florin.gateway.client;

import org.jspecify.annotations.NullMarked;
