/**
 * Appends records, forces them, reads them from a position and checks what it reads. The home of Chronicle Queue;
 * may use pipeline, protocol and counters. Appending and forcing belong to the journal stage's thread.
 */
@NullMarked
package io.florin.journal;

import org.jspecify.annotations.NullMarked;
