package io.florin.ledger.model;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance in the words that generators use. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** True in that many of a thousand cases. */
    boolean perMille(int chance) {
        return random.nextInt(1_000) < chance;
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    int from(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    long any() {
        return random.nextLong();
    }

    long oneOf(long... values) {
        return values[random.nextInt(values.length)];
    }

    int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** The value itself, or the one right before or behind it. */
    long around(long value) {
        return value + random.nextInt(-1, 2);
    }
}
