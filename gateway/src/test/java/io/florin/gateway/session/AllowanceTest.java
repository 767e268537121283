package io.florin.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 5_000, 1_000_000})
    void aSecondsWorthMayComeAtOnceAndThenOneByOne(int rate) {
        var allowance = new Allowance(rate);
        long nowNs = -5;
        for (int left = rate; left > 0; left--) {
            assertEquals(left, allowance.left(nowNs));
            assertTrue(allowance.tryTake(nowNs));
        }
        assertFalse(allowance.tryTake(nowNs));
        assertEquals(0, allowance.left(nowNs));
        assertEquals(1, allowance.secondsToFull(nowNs));
        long nextNs = nowNs + SECOND_NS / rate;
        assertFalse(allowance.tryTake(nextNs - 1));
        assertTrue(allowance.tryTake(nextNs));
        assertFalse(allowance.tryTake(nextNs));
        assertEquals(0, allowance.secondsToFull(nextNs + SECOND_NS));
        assertEquals(rate, allowance.left(nextNs + SECOND_NS));
    }

    /**
     * Against what the promise means: in no stretch of time is more admitted than its length allows and a second's
     * worth; and nothing is refused to who has asked less than the rate.
     */
    @Test
    void inNoStretchOfTimeIsMoreAdmittedThanPromised() {
        long seed = 20_261_121;
        var random = new SplittableRandom(seed);
        int rate = 50;
        var allowance = new Allowance(rate);
        List<Long> admitted = new ArrayList<>();
        Deque<Long> lastSecond = new ArrayDeque<>();
        long nowNs = 0;
        for (int i = 0; i < 20_000; i++) {
            nowNs += random.nextLong(random.nextBoolean() ? 4_000_000L : 60_000_000L);
            while (!lastSecond.isEmpty() && lastSecond.peekFirst() <= nowNs - SECOND_NS) lastSecond.removeFirst();
            boolean isAdmitted = allowance.tryTake(nowNs);
            if (isAdmitted) admitted.add(nowNs);
            assertTrue(isAdmitted || lastSecond.size() >= rate / 2, "refused early: seed=" + seed + " i=" + i);
            lastSecond.addLast(nowNs);
        }
        for (int from = 0; from < admitted.size(); from += 97) {
            for (int to = from; to < Math.min(admitted.size(), from + 500); to++) {
                long lengthNs = admitted.get(to) - admitted.get(from);
                long most = rate + 1 + lengthNs * rate / SECOND_NS;
                assertTrue(to - from + 1 <= most, "too many: seed=" + seed + " from=" + from + " to=" + to);
            }
        }
    }

    @Test
    void threadsTogetherGetWhatOneWould() throws InterruptedException {
        int rate = 10_000;
        var allowance = new Allowance(rate);
        var taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < rate; j++) {
                    if (allowance.tryTake(0)) taken.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        assertEquals(rate, taken.get());
    }
}
