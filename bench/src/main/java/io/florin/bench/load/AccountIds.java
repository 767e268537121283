package io.florin.bench.load;

/** The ids of a bench's accounts, by index: UUIDs in form, alike in nothing that an index could profit from. */
public final class AccountIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long TIME_MS = 1_700_000_000_000L;

    private AccountIds() {}

    /** Different for every index. */
    public static long high(int index) {
        return (TIME_MS + index) << 16 | VERSION_7;
    }

    /** The index that the upper half carries. */
    public static int index(long high) {
        return (int) ((high >>> 16) - TIME_MS);
    }

    public static long low(int index) {
        return VARIANT | TransferSource.mixed(index) >>> 2;
    }
}
