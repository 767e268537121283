package io.florin.replay;

import io.florin.journal.Chain;

/**
 * A record that ended a day.
 *
 * @param ledger whose day; 0 = every ledger's.
 * @param date as yyyymmdd.
 * @param sequence of the record: it is the last that belongs to the day.
 * @param timestampNs when it was decided, ns since the epoch.
 * @param sealedSequence last sequence of the record's batch.
 * @param seal the journal's chain behind that batch: stands for all bytes up to there.
 */
public record DayClosing(int ledger, int date, long sequence, long timestampNs, long sealedSequence, Chain seal) {
    /** Where a day begins that none was closed before. */
    public static final DayClosing GENESIS = new DayClosing(0, 0, 0, 0, 0, Chain.NOTHING);

    /** Stands for every ledger. */
    static final int EVERY_LEDGER = 0;

    /** The date as people write it. */
    public String day() {
        return DayClosings.text(date);
    }

    /** Whether it ends a day of this ledger. */
    boolean isOf(int asked) {
        return ledger == EVERY_LEDGER || ledger == asked;
    }
}
