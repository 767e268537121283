package io.florin.gateway.client;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids: UUID version 7, growing within this process. Make an id when sending, not earlier: a ledger remembers ids
 * for a window only, and refuses older ones.
 *
 * <pre>
 *   high: 48 bits Unix ms | version 7 | 12 bits counter within the millisecond
 *   low : variant 2       | 62 bits random
 * </pre>
 */
public final class Ids {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT_2 = 0x8000_0000_0000_0000L;
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private static final AtomicLong LAST_TICK = new AtomicLong();
    private static final AtomicLong RANDOM_STATE = new AtomicLong(new SecureRandom().nextLong());

    private Ids() {}

    /** The next id; any thread. More than 4,096 in a millisecond borrow from the next one. */
    public static UUID next() {
        long nowTick = System.currentTimeMillis() << COUNTER_BITS;
        long tick = LAST_TICK.accumulateAndGet(nowTick, (last, now) -> Math.max(last + 1, now));
        long high = (tick >>> COUNTER_BITS << 16) | VERSION_7 | (tick & COUNTER_MASK);
        return new UUID(high, VARIANT_2 | (random() >>> 2));
    }

    /** SplitMix64 from a secret start: 64 bits that this process never gives twice. */
    private static long random() {
        long z = RANDOM_STATE.addAndGet(GOLDEN_GAMMA);
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
