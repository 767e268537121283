package io.florin.snapshot;

import io.florin.journal.Chain;

/**
 * The place in a journal that a state belongs to: behind a batch that was sealed and forced.
 *
 * @param sequence of the batch's last record.
 * @param timestampNs of that record.
 * @param epoch of that record.
 * @param chain of the batch's seal.
 */
public record SnapshotPosition(
        long ledgerIdHigh, long ledgerIdLow, long sequence, long timestampNs, int epoch, Chain chain) {}
