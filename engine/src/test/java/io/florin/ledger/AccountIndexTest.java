package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a map, with ids that differ by little, growth in between, and the last ones taken back now and then. */
class AccountIndexTest {
    private record Id(long high, long low) {}

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void findsWhatWasAdded(long seed) {
        var random = new SplittableRandom(seed);
        var hash = new IdHash();
        hash.key(seed, seed, seed);
        var index = new AccountIndex(hash);
        int rowsMax = 10;
        index.growTo(rowsMax);
        Map<Id, Integer> expected = new HashMap<>();
        List<Id> ids = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (int round = 0; round < 5_000; round++) {
            Id id = new Id(random.nextLong(4) << 62 | random.nextInt(8), random.nextLong(64) << 56 | random.nextInt(4));
            assertEquals(expected.getOrDefault(id, AccountTable.MISSING), index.find(id.high(), id.low()));
            if (!expected.containsKey(id) && ids.size() < rowsMax) {
                expected.put(id, ids.size());
                slots.add(index.add(id.high(), id.low(), ids.size()));
                ids.add(id);
                assertEquals(id.high(), index.idHigh(slots.getLast()));
                assertEquals(id.low(), index.idLow(slots.getLast()));
            }
            if (ids.size() == rowsMax) index.growTo(rowsMax += 1 + random.nextInt(50));
            if (random.nextInt(4) == 0 && !ids.isEmpty()) {
                expected.remove(ids.removeLast());
                index.removeLast(slots.removeLast());
            }
        }
        expected.forEach((id, row) -> assertEquals(row, index.find(id.high(), id.low())));
        for (int row = 0; row < ids.size(); row++) assertEquals(ids.get(row).low(), index.idLow(slots.get(row)));
    }
}
