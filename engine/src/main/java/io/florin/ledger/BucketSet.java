package io.florin.ledger;

/**
 * Numbers from 0 below a power of two, as bits in levels: one bit a number, and above it one bit for every word of the
 * level below that is not zero. The next number is found in two looks a level at most, however far away it is. Ledger
 * thread only; all memory at construction.
 */
final class BucketSet {
    static final int NONE = -1;

    private static final int WORD_SHIFT = 6;

    /** The lowest first; the highest is one word. */
    private final long[][] levels;

    private long looks;

    /** Empty; for numbers below the size. */
    BucketSet(int size) {
        int count = 1;
        while (size >>> (WORD_SHIFT * count) > 1) count++;
        levels = new long[count][];
        for (int level = 0; level < count; level++) {
            levels[level] = new long[Math.max(1, size >>> (WORD_SHIFT * (level + 1)))];
        }
    }

    void add(int bucket) {
        int bit = bucket;
        for (long[] words : levels) {
            int word = bit >>> WORD_SHIFT;
            boolean isKnownAbove = words[word] != 0;
            words[word] |= 1L << bit;
            if (isKnownAbove) return;
            bit = word;
        }
    }

    void remove(int bucket) {
        int bit = bucket;
        for (long[] words : levels) {
            int word = bit >>> WORD_SHIFT;
            words[word] &= ~(1L << bit);
            if (words[word] != 0) return;
            bit = word;
        }
    }

    /** The smallest that is not below this one, or {@link #NONE}. */
    int next(int from) {
        int bit = from;
        for (int level = 0; level < levels.length; level++) {
            looks++;
            int word = bit >>> WORD_SHIFT;
            if (word == levels[level].length) return NONE;
            long rest = levels[level][word] & -1L << bit;
            if (rest != 0) return lowest(level, word << WORD_SHIFT | Long.numberOfTrailingZeros(rest));
            bit = word + 1;
        }
        return NONE;
    }

    /** Below this bit of a level. */
    private int lowest(int level, int bit) {
        int found = bit;
        for (int below = level - 1; below >= 0; below--) {
            looks++;
            found = found << WORD_SHIFT | Long.numberOfTrailingZeros(levels[below][found]);
        }
        return found;
    }

    /** Words looked at so far in search of the next one: what a search costs, without a clock. */
    long looks() {
        return looks;
    }

    long memoryBytes() {
        long bytes = 0;
        for (long[] words : levels) bytes += (long) words.length * Long.BYTES;
        return bytes;
    }
}
