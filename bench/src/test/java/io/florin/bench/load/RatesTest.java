package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When requests leave. */
final class RatesTest {
    private static final long SECOND_NS = 1_000_000_000;

    @Test
    void aConstantRateGoesOnForEver() {
        Rates rates = Rates.constant(4);
        assertEquals(0, rates.due(0));
        assertEquals(2, rates.due(SECOND_NS / 2));
        assertEquals(400, rates.due(100 * SECOND_NS));
        assertEquals(0, rates.intendedNs(0));
        assertEquals(100 * SECOND_NS + SECOND_NS / 4, rates.intendedNs(401));
    }

    @Test
    void eachSecondHasItsOwn() {
        Rates rates = Rates.of(10, 1_000, 2);
        assertEquals(10, rates.due(SECOND_NS));
        assertEquals(510, rates.due(SECOND_NS + SECOND_NS / 2));
        assertEquals(1_010, rates.due(2 * SECOND_NS));
        assertEquals(1_014, rates.due(4 * SECOND_NS));
        assertEquals(2 * SECOND_NS + SECOND_NS / 2, rates.intendedNs(1_011));
    }

    /** The two directions are one function: a request is due from its own time on, and not before. */
    @Test
    void aRequestIsDueWhenItIsIntended() {
        Rates rates = Rates.of(7, 18_000, 1, 333, 120_000);
        long last = -1;
        for (long request = 0; request < 200_000; request++) {
            long intendedNs = rates.intendedNs(request);
            assertTrue(intendedNs > last, "requests leave one after the other");
            assertTrue(rates.due(intendedNs + 2) > request || rates.due(intendedNs + 2) == request);
            assertTrue(rates.due(intendedNs - 2) <= request, () -> "too early at " + intendedNs);
            last = intendedNs;
        }
        assertEquals(0, rates.intendedNs(0), "and asked from the beginning once more");
    }

    @Test
    void aSecondWithoutRequestsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Rates.of(10, 0, 10));
        assertThrows(IllegalArgumentException.class, Rates::of);
    }
}
