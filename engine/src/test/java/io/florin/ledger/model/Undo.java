package io.florin.ledger.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to take back every change since the last {@link #forget}, newest first. */
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    <K, V> void put(Map<K, V> map, K key, V value) {
        @Nullable V before = map.put(key, value);
        steps.push(() -> {
            if (before == null) {
                map.remove(key);
            } else {
                map.put(key, before);
            }
        });
    }

    <V> void add(Collection<V> collection, V value) {
        if (collection.add(value)) steps.push(() -> collection.remove(value));
    }

    <K, V> void remove(Map<K, V> map, K key) {
        @Nullable V before = map.remove(key);
        if (before != null) steps.push(() -> map.put(key, before));
    }

    <V> void remove(Collection<V> collection, V value) {
        if (collection.remove(value)) steps.push(() -> collection.add(value));
    }

    void also(Runnable step) {
        steps.push(step);
    }

    void takeBack() {
        while (!steps.isEmpty()) steps.pop().run();
    }

    void forget() {
        steps.clear();
    }
}
