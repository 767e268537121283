/**
 * {@code florin bench}: starts a node and the bare programs beside it in processes of their own, puts load on both,
 * checks everything, and prints figures with the limit that was measured in the same run. Cold code on the main thread.
 */
@NullMarked
package io.florin.bench.run;

import org.jspecify.annotations.NullMarked;
