/**
 * {@code florin demo}: a real bank's history, or a generated payday, posted to a node that is killed meanwhile, and the
 * proof that nothing was lost and nothing happened twice. Cold code of one process with a node as its child; speaks to
 * it through {@code io.florin.gateway.client} as any client does.
 *
 * <p>Read in this order: {@code DemoCommand}, {@code Demo}, {@code InterruptedPosting}; what is posted comes from
 * {@code BankHistory} or {@code Payday} as a {@code Book}.
 */
@NullMarked
package io.florin.ops.tool.demo;

import org.jspecify.annotations.NullMarked;
