package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a set of Java's: every size that has other levels, dense and sparse. */
class BucketSetTest {
    private static final int LEVELS_MAX = 4;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 128, 4_096, 8_192, 1 << 18, 1 << 22})
    void findsWhatASortedSetFinds(int size) {
        var random = new SplittableRandom(size);
        var set = new BucketSet(size);
        var expected = new TreeSet<Integer>();
        for (int round = 0; round < 4_000; round++) {
            int bucket = random.nextInt(size);
            boolean isGrowing = round % 2_000 < 1_200;
            if (random.nextInt(10) < (isGrowing ? 8 : 2)) {
                set.add(bucket);
                expected.add(bucket);
            } else {
                Integer present = expected.ceiling(bucket);
                int gone = isGrowing || present == null ? bucket : present;
                set.remove(gone);
                expected.remove(gone);
            }
            int from = random.nextInt(size);
            Integer next = expected.ceiling(from);
            long before = set.looks();
            assertEquals(next == null ? BucketSet.NONE : next, set.next(from), "size " + size + " round " + round);
            assertTrue(set.looks() - before <= 2 * LEVELS_MAX, "size " + size + " round " + round);
        }
        while (!expected.isEmpty()) set.remove(expected.pollFirst());
        assertEquals(BucketSet.NONE, set.next(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 4_096, 1 << 18})
    void findsTheFirstAndTheLastAsWell(int size) {
        var set = new BucketSet(size);
        assertEquals(BucketSet.NONE, set.next(size - 1));
        set.add(size - 1);
        assertEquals(size - 1, set.next(0));
        assertEquals(size - 1, set.next(size - 1));
        set.add(0);
        set.add(0);
        assertEquals(0, set.next(0));
        set.remove(0);
        assertEquals(size == 1 ? BucketSet.NONE : size - 1, set.next(0));
    }
}
