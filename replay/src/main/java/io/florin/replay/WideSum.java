package io.florin.replay;

import java.math.BigInteger;

/** A sum of minor units that does not wrap: a long for as long as one will do. One thread. */
final class WideSum {
    private BigInteger spilled = BigInteger.ZERO;
    private long sum;

    void add(long amountMinor) {
        long next = sum + amountMinor;
        boolean isWrapped = ((sum ^ next) & (amountMinor ^ next)) < 0;
        if (isWrapped) {
            spilled = spilled.add(BigInteger.valueOf(sum));
            next = amountMinor;
        }
        sum = next;
    }

    BigInteger value() {
        return spilled.add(BigInteger.valueOf(sum));
    }
}
