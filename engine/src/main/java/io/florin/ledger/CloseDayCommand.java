package io.florin.ledger;

/**
 * The end of a day of a ledger: what comes behind it in the journal belongs to the next.
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class CloseDayCommand {
    private int ledger;
    private int date;

    /** 0 = every ledger. */
    public int ledger() {
        return ledger;
    }

    public CloseDayCommand ledger(int value) {
        ledger = value;
        return this;
    }

    /** As a number, yyyymmdd. */
    public int date() {
        return date;
    }

    public CloseDayCommand date(int value) {
        date = value;
        return this;
    }
}
