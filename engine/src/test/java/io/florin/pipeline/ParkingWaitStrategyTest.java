package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Producers that pause, so that stages park, and chained stages, so that one waits for another: nothing may be missed.
 */
class ParkingWaitStrategyTest {
    private static final int EVENTS = 20_000;
    private static final int PRODUCERS = 3;

    /** A ring's entry for this test. */
    private static final class Cell {
        private long value;
    }

    @Test
    void everyEventPassesEveryStageThoughAllOfThemPark() throws InterruptedException {
        var disruptor = new Disruptor<>(
                Cell::new, 1_024, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, new ParkingWaitStrategy());
        var done = new CountDownLatch(PRODUCERS * EVENTS);
        long[] sums = new long[2];
        EventHandler<Cell> first = (cell, sequence, endOfBatch) -> sums[0] += cell.value;
        EventHandler<Cell> second = (cell, sequence, endOfBatch) -> {
            sums[1] += cell.value;
            done.countDown();
        };
        disruptor.handleEventsWith(first).then(second);
        disruptor.start();

        for (int producer = 0; producer < PRODUCERS; producer++) {
            Thread.ofPlatform().daemon().start(() -> produce(disruptor));
        }

        assertTrue(done.await(60, TimeUnit.SECONDS), () -> done.getCount() + " events never arrived");
        long expected = (long) PRODUCERS * EVENTS * (EVENTS + 1) / 2;
        assertEquals(expected, sums[0]);
        assertEquals(expected, sums[1]);
        disruptor.halt();
    }

    private static void produce(Disruptor<Cell> disruptor) {
        var ring = disruptor.getRingBuffer();
        for (int i = 1; i <= EVENTS; i++) {
            long sequence = ring.next();
            ring.get(sequence).value = i;
            ring.publish(sequence);
            if (i % 97 == 0) LockSupport.parkNanos(50_000); // so that the stages run dry and park
        }
    }
}
