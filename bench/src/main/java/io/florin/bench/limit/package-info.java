/**
 * Bare programs that do only the unavoidable: the floor that every figure of Florin stands beside, measured in the same
 * run. What has a {@code main} runs in a process of its own, as a server does. Uses nothing of Florin but the load that
 * is put on both.
 */
@NullMarked
package io.florin.bench.limit;

import org.jspecify.annotations.NullMarked;
