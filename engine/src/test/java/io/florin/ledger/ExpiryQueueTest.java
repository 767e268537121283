package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a sorted set: in the order (expires at, created), whatever is taken out from the middle. */
class ExpiryQueueTest {
    private record Entry(long expiresAtNs, long createdNs, int row) {}

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theNextIsTheNext(long seed) {
        var random = new SplittableRandom(seed);
        var transfers = new TransferTable();
        transfers.growTo(500);
        var queue = new ExpiryQueue(transfers);
        queue.growTo(500);
        var expected =
                new TreeSet<>(Comparator.comparingLong(Entry::expiresAtNs).thenComparingLong(Entry::createdNs));
        long nowNs = 0;
        for (int round = 0; round < 20_000; round++) {
            // Whole seconds, so that holds made at different times expire together.
            nowNs += Durations.NS_PER_SECOND;
            if (expected.size() < 500 && random.nextInt(5) < 3) {
                int row = transfers.take();
                int timeout = 1 + random.nextInt(30);
                transfers.identity(row, 0, row, nowNs, 0);
                transfers.userData(row, 0, 0, 0, 0, timeout);
                queue.add(row);
                expected.add(new Entry(nowNs + timeout * Durations.NS_PER_SECOND, nowNs, row));
            } else if (!expected.isEmpty()) {
                Entry taken = random.nextBoolean()
                        ? expected.first()
                        : expected.stream()
                                .skip(random.nextInt(expected.size()))
                                .findFirst()
                                .orElseThrow();
                expected.remove(taken);
                queue.remove(taken.row());
                transfers.release(taken.row());
            }
            assertEquals(expected.size(), queue.size());
            assertEquals(
                    expected.isEmpty() ? ExpiryQueue.NEVER : expected.first().expiresAtNs(), queue.nextNs());
            if (!expected.isEmpty()) assertEquals(expected.first().row(), queue.first());
        }
    }
}
