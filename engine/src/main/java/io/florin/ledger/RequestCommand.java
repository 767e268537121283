package io.florin.ledger;

/**
 * What is said once for all events of a request. Filled again for each request, so nothing may keep it.
 *
 * <p>Ledger thread only.
 */
public final class RequestCommand {
    public static final int EVENTS_MAX = 8_190;

    private int events;
    private long keyHigh;
    private long keyLow;
    private long bodyHash;
    private long notAfterNs;
    private long principal;

    /** Every field again; {@code events} is from 1 to 8,190, a key of 0 and 0 means none, not-after 0 means none. */
    public RequestCommand set(int events, long keyHigh, long keyLow, long bodyHash, long notAfterNs, long principal) {
        this.events = events;
        this.keyHigh = keyHigh;
        this.keyLow = keyLow;
        this.bodyHash = bodyHash;
        this.notAfterNs = notAfterNs;
        this.principal = principal;
        return this;
    }

    public int events() {
        return events;
    }

    public long keyHigh() {
        return keyHigh;
    }

    public long keyLow() {
        return keyLow;
    }

    public long bodyHash() {
        return bodyHash;
    }

    public long notAfterNs() {
        return notAfterNs;
    }

    public long principal() {
        return principal;
    }
}
