/**
 * {@code florin conformance}: plays golden frames, damaged frames and sequences of the API against any server, and says
 * line by line what was expected and what came. Knows no server's classes.
 */
@NullMarked
package io.florin.ops.tool.conformance;

import org.jspecify.annotations.NullMarked;
