package io.florin.ledger;

/**
 * Rights of a principal on a ledger; no rights revokes.
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class GrantCommand {
    private long principal;
    private int ledger;
    private int rights;

    public long principal() {
        return principal;
    }

    public GrantCommand principal(long value) {
        principal = value;
        return this;
    }

    /** 0 = every ledger. */
    public int ledger() {
        return ledger;
    }

    public GrantCommand ledger(int value) {
        ledger = value;
        return this;
    }

    /** Bit 0 read, 1 post, 2 admin. */
    public int rights() {
        return rights;
    }

    public GrantCommand rights(int value) {
        rights = value;
        return this;
    }
}
