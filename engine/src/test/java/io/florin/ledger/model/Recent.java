package io.florin.ledger.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last few of something, to be used again. */
final class Recent<T> {
    private final List<T> ring = new ArrayList<>();
    private final int size;
    private int next;

    Recent(int size) {
        this.size = size;
    }

    void add(T value) {
        if (ring.size() < size) {
            ring.add(value);
        } else {
            ring.set(next, value);
            next = (next + 1) % size;
        }
    }

    @Nullable
    T pick(Dice dice) {
        return ring.isEmpty() ? null : dice.oneOf(ring);
    }
}
