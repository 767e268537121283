package io.florin.ledger.scenario;

/** 128 bits; a transfer's begin with 48 bits of Unix milliseconds. */
public record Id(long high, long low) implements Comparable<Id> {
    public static final Id ZERO = new Id(0, 0);
    public static final Id MAX = new Id(-1, -1);

    /** An id of that millisecond; the rest is the caller's to make unique. */
    public static Id ofMillis(long millis, long rest) {
        return new Id(millis << 16 | rest >>> 48, rest);
    }

    public long millis() {
        return high >>> 16;
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    public boolean isMax() {
        return equals(MAX);
    }

    @Override
    public int compareTo(Id other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
