package io.florin.bench.load;

/**
 * UUIDv7 made while sending: Unix milliseconds, twelve bits of count, 62 random bits. Strictly increasing; when more
 * than 4,096 are wanted in one millisecond, the next one is begun early.
 *
 * <p>One thread. {@link #time} is set once for many ids, since asking the clock for each would cost more than the id.
 */
public final class TimeOrderedIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int COUNT_MAX = 0xFFF;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long ms;
    private int count;
    private long state;

    public TimeOrderedIds(long seed) {
        this.state = seed;
    }

    /** The time of the ids to come; an earlier one than before is ignored. */
    public void time(long epochMs) {
        if (epochMs > ms) {
            ms = epochMs;
            count = 0;
        }
    }

    /** Goes on to the next id. */
    public void next() {
        state += GOLDEN_GAMMA;
        if (count == COUNT_MAX) {
            ms++;
            count = 0;
        } else {
            count++;
        }
    }

    public long high() {
        return ms << 16 | VERSION_7 | count;
    }

    public long low() {
        return VARIANT | TransferSource.mixed(state) >>> 2;
    }
}
