/**
 * Reserved for state written to a file at a journal position, and read back. Empty until then: recovery replays the
 * journal.
 */
@NullMarked
package io.florin.snapshot;

import org.jspecify.annotations.NullMarked;
