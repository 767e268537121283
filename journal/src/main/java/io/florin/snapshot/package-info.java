/**
 * The state of a ledger as a file at a journal position: written block by block, read back, and trusted only when every
 * checksum holds. Whoever folds a journal takes snapshots; never the thread that serves clients. May use journal (its
 * disk, its chain), payment, ledger, protocol and counters; knows nothing of records.
 */
@NullMarked
package io.florin.snapshot;

import org.jspecify.annotations.NullMarked;
