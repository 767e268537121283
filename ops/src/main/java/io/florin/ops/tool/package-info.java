/**
 * The command line: one class per verb. Cold code on the main thread; prints, and answers with an exit code.
 */
@NullMarked
package io.florin.ops.tool;

import org.jspecify.annotations.NullMarked;
