/**
 * Verbs that look into a data directory, of a node that runs or one that does not: {@code journal}, {@code snapshot},
 * {@code verify}, {@code replay}. They begin no life and write nothing but snapshots; what they find damaged they name,
 * and answer with 4.
 */
@NullMarked
package io.florin.ops.tool.journal;

import org.jspecify.annotations.NullMarked;
