package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Ids that clients really choose, or choose to do harm, must spread like random ones. */
class IdHashTest {
    private static final int IDS = 1 << 16;

    private interface Id {
        long high(long i);

        long low(long i);
    }

    private record Shape(String name, Id id) {}

    private static Id id(LongUnaryOperator high, LongUnaryOperator low) {
        return new Id() {
            @Override
            public long high(long i) {
                return high.applyAsLong(i);
            }

            @Override
            public long low(long i) {
                return low.applyAsLong(i);
            }
        };
    }

    private static final Shape[] SHAPES = {
        new Shape("counted", id(i -> 0, i -> i)),
        new Shape("counted in the upper half", id(i -> i, i -> 0)),
        new Shape("halves alike", id(i -> i, i -> i)),
        new Shape("halves opposite", id(i -> i, i -> ~i)),
        new Shape("reversed", id(i -> Long.reverse(i), i -> Long.reverse(i))),
        new Shape("upper bits only", id(i -> i << 48, i -> 0)),
        new Shape("low word's upper bits only", id(i -> 7, i -> i << 48)),
        new Shape("time-ordered, one millisecond", id(i -> 0x0192_0000_0000_7000L, i -> i << 2 | 1L << 63)),
        new Shape("time-ordered, counted", id(i -> 0x0192_0000_0000_7000L + (i << 16), i -> 1L << 63)),
        new Shape("multiples of the multiplier", id(i -> i * 0x9E3779B97F4A7C15L, i -> i * 0xD1B54A32D192ED03L)),
        new Shape("few bits", id(i -> 1L << (i & 63), i -> 1L << (i >>> 6 & 63) ^ i >>> 12)),
    };

    @Test
    void noRunIsLong() {
        for (long ledgerId = 0; ledgerId < 4; ledgerId++) {
            var hash = new IdHash();
            hash.key(ledgerId, ledgerId, ledgerId);
            for (Shape shape : SHAPES) {
                var index = new RowIndex(IDS);
                int longest = 0;
                for (int i = 0; i < IDS; i++) {
                    long hashed = hash.of(shape.id().high(i), shape.id().low(i));
                    int probes = 1;
                    int slot = index.home(hashed);
                    while (index.entry(slot) != 0) {
                        slot = index.next(slot);
                        probes++;
                    }
                    longest = Math.max(longest, probes);
                    index.add(hashed, i + 1);
                }
                assertTrue(longest < 60, shape.name() + ": longest run " + longest);
            }
        }
    }

    @Test
    void theKeyDecides() {
        var one = new IdHash();
        var other = new IdHash();
        one.key(1, 2, 3);
        other.key(1, 2, 4);
        assertNotEquals(one.of(5, 6), other.of(5, 6));
        other.key(1, 2, 3);
        assertEquals(one.of(5, 6), other.of(5, 6));
    }
}
