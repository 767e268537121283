/**
 * {@code florin repl}: a line at a time, with names for ids, completion and history. {@code ReplSession} decides what a
 * line does and knows no terminal; JLine is spoken in {@code ReplCommand} alone.
 */
@NullMarked
package io.florin.ops.tool.repl;

import org.jspecify.annotations.NullMarked;
