package io.florin.ops.tool.demo;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills the node at moments drawn from the seed, one in each equal part of the posting, and only while something is in
 * flight: a kill between requests would prove nothing. A moment is a count of answers and a delay behind it, so that it
 * falls anywhere in the node's own rhythm of groups and forces.
 */
final class Killer implements AutoCloseable {
    private static final int FIRST_PERCENT = 2;
    private static final int LAST_PERCENT = 90;
    private static final long DELAY_MAX_NS = TimeUnit.MILLISECONDS.toNanos(3);

    private final DemoNode node;
    private final Window window;
    private final Answers answers;
    private final Queue<Moment> moments = new ArrayDeque<>();
    private final List<Kill> kills = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("killer").daemon().factory());

    private @Nullable Future<?> strike;
    private volatile boolean hasStruck;

    private record Moment(int acknowledged, long delayNs) {}

    /**
     * A kill, as the sender saw it.
     *
     * @param acknowledged transfers with a definite answer.
     * @param requestsInFlight requests that were sent and not answered.
     * @param transfersInFlight transfers in these requests.
     * @param at by this machine's clock, which is the node's.
     */
    record Kill(int acknowledged, int requestsInFlight, int transfersInFlight, Instant at) {}

    Killer(DemoNode node, Window window, Answers answers) {
        this.node = node;
        this.window = window;
        this.answers = answers;
    }

    /** Draws the moments. */
    Killer plan(int count, SplittableRandom random) {
        long first = (long) answers.postings() * FIRST_PERCENT / 100;
        long range = (long) answers.postings() * (LAST_PERCENT - FIRST_PERCENT) / 100;
        for (int i = 0; i < count; i++) {
            long from = first + range * i / count;
            long to = Math.max(from + 1, first + range * (i + 1) / count);
            moments.add(new Moment((int) random.nextLong(from, to), random.nextLong(DELAY_MAX_NS)));
        }
        return this;
    }

    /** Told by the sender behind every request: sets the next strike off when its count has come. */
    void onSent() {
        Moment next = moments.peek();
        if (hasStruck || next == null || answers.acknowledged() < next.acknowledged()) return;

        boolean isMissed = strike != null && strike.isDone();
        if (isMissed) {
            strike(); // nothing was in flight when the delay ended; now there is
        } else if (strike == null) {
            strike = timer.schedule(this::strike, next.delayNs(), TimeUnit.NANOSECONDS);
        }
    }

    private void strike() {
        var kill = new Kill(answers.acknowledged(), window.requests(), window.transfers(), Instant.now());
        if (kill.requestsInFlight() == 0) return;

        hasStruck = true; // first, so that the sender does not go on into a closed door
        kills.add(kill);
        moments.remove();
        try {
            node.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a strike that was set off; from then on the list of kills may be read. */
    void settle() throws InterruptedException {
        if (strike == null) return;
        try {
            strike.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the node could not be killed", failed);
        }
        strike = null;
    }

    /** Whether the node of this life was killed, so that there is nobody to send to. */
    boolean hasStruck() {
        return hasStruck;
    }

    /** A new life has begun. */
    void spare() {
        hasStruck = false;
    }

    List<Kill> kills() {
        return List.copyOf(kills);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
