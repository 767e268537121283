package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Producers that pause, so that stages park, and that wake once for several events: nothing may be missed. Nobody parks
 * for less than an hour here, so a wake-up that is missed fails the test.
 */
class ParkingWaitStrategyTest {
    private static final int EVENTS = 20_000;
    private static final int PRODUCERS = 3;

    /** A ring's entry for this test. */
    private static final class Cell {
        private long value;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void everyEventPassesEveryStageThoughAllOfThemPark(int publishesPerWake) throws InterruptedException {
        var parking = new ParkingWaitStrategy(TimeUnit.HOURS.toNanos(1));
        var disruptor = new Disruptor<>(
                Cell::new, 1_024, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, new QuietWaitStrategy(parking));
        var done = new CountDownLatch(2 * PRODUCERS * EVENTS);
        long[] sums = new long[2];
        EventHandler<Cell> first = (cell, sequence, endOfBatch) -> {
            sums[0] += cell.value;
            done.countDown();
        };
        EventHandler<Cell> second = (cell, sequence, endOfBatch) -> {
            sums[1] += cell.value;
            done.countDown();
        };
        disruptor.handleEventsWith(first, second);
        disruptor.start();

        for (int producer = 0; producer < PRODUCERS; producer++) {
            Thread.ofPlatform().daemon().start(() -> produce(disruptor, parking, publishesPerWake));
        }

        assertTrue(done.await(60, TimeUnit.SECONDS), () -> done.getCount() + " events never arrived");
        long expected = (long) PRODUCERS * EVENTS * (EVENTS + 1) / 2;
        assertEquals(expected, sums[0]);
        assertEquals(expected, sums[1]);
        disruptor.halt();
        parking.signalAllWhenBlocking();
    }

    private static void produce(Disruptor<Cell> disruptor, WaitStrategy parking, int publishesPerWake) {
        var ring = disruptor.getRingBuffer();
        for (int i = 1; i <= EVENTS; i++) {
            long sequence = ring.next();
            ring.get(sequence).value = i;
            ring.publish(sequence);
            if (i % publishesPerWake == 0) parking.signalAllWhenBlocking();
            if (i % 97 == 0) LockSupport.parkNanos(50_000); // so that the stages run dry and park
        }
    }
}
