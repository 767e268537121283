/**
 * {@code florin report}: what the books say, for people who answer for them. A day's report is a pure function of the
 * journal, so it is made from that and from nothing else, and is the same bytes whenever it is asked for.
 */
@NullMarked
package io.florin.ops.tool.report;

import org.jspecify.annotations.NullMarked;
