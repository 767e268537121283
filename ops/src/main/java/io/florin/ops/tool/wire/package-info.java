/**
 * {@code florin wire}: frames that were captured, explained field by field from the schema itself. Reads files and
 * nothing else.
 */
@NullMarked
package io.florin.ops.tool.wire;

import org.jspecify.annotations.NullMarked;
