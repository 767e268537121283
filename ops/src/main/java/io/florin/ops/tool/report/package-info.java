/**
 * {@code florin report}: what the books say, for people who answer for them. A day's report is a pure function of the
 * journal, so it is made from that and from nothing else, and is the same bytes whenever it is asked for. The verbs
 * about the read model make it anew from the journal, write it out, and compare it with the ledger.
 */
@NullMarked
package io.florin.ops.tool.report;

import org.jspecify.annotations.NullMarked;
