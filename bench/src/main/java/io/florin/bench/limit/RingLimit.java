package io.florin.bench.limit;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.concurrent.TimeUnit;

/** What it takes to hand one event from one thread to another over a Disruptor ring, and nothing else. */
public final class RingLimit {
    private static final int SLOTS = 1 << 16;
    private static final int BATCH = 1_024;

    private RingLimit() {}

    /** How the receiving thread waits for events. */
    public enum Waiting {
        BLOCKING,
        YIELDING;

        private WaitStrategy strategy() {
            return this == BLOCKING ? new BlockingWaitStrategy() : new YieldingWaitStrategy();
        }
    }

    private static final class Event {
        private long value;
    }

    /** Events per second that went from the calling thread to another one, all of them seen in order. */
    public static double measure(Waiting waiting, int seconds) {
        var disruptor = new Disruptor<>(
                Event::new,
                SLOTS,
                task -> Thread.ofPlatform().daemon().unstarted(task),
                ProducerType.SINGLE,
                waiting.strategy());
        long[] seen = {0};
        disruptor.handleEventsWith((event, sequence, endOfBatch) -> {
            if (event.value != seen[0]++) throw new IllegalStateException("out of order: event=" + event.value);
        });
        RingBuffer<Event> ring = disruptor.start();
        long beginNs = System.nanoTime();
        long endNs = beginNs + TimeUnit.SECONDS.toNanos(seconds);
        long sent = 0;
        while (System.nanoTime() < endNs) {
            for (int i = 0; i < BATCH; i++) {
                long sequence = ring.next();
                ring.get(sequence).value = sent++;
                ring.publish(sequence);
            }
        }
        disruptor.shutdown(); // waits until all is seen
        double perSecond = sent * 1e9 / (System.nanoTime() - beginNs);
        if (ring.getMinimumGatingSequence() != sent - 1) throw new IllegalStateException("sent " + sent + " events");
        return perSecond;
    }
}
