package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.feed.EventFeed;
import io.florin.gateway.Events;
import io.florin.journal.Disk;
import io.florin.journal.JournalDamagedException;
import io.florin.journal.JournalView;
import io.florin.pipeline.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingIdleStrategy;

/** Wires the feed of events beside a node that serves: its threads, and what it asks the road. */
final class Feed implements AutoCloseable {
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<AgentRunner> runners = new ArrayList<>();
    private final Events events;

    private Feed(Events events) {
        this.events = events;
    }

    /** Reads behind the road from now on. Where that cannot be, payments go on, and clients hear it. */
    static Feed start(Road road, Clock clock) throws IOException {
        Counters counters = road.counters();
        var resources = new EventFeed.Resources(
                Disk.real(),
                road.data(),
                road.journal()::read,
                new RingAccountLedgers(road.pipeline().ingress()),
                () -> Math.max(
                        road.tail().sequence(), road.pipeline().positions().released()),
                () -> JournalView.of(Disk.real(), road.data()).firstSequence(),
                new EventFeed.Clocks(clock::monotonicNs, counters));
        try {
            EventFeed opened = EventFeed.open(resources);
            var feed = new Feed(new FeedEvents(opened));
            for (Agent agent : opened.agents()) feed.run(agent, counters);
            return feed;
        } catch (JournalDamagedException unknown) { // its first segments are gone, and so is what they said
            counters.increment(FlorinCounter.FEED_FAILURES);
            counters.errorLog().record(unknown);
            return new Feed(Events.NONE);
        }
    }

    private void run(Agent agent, Counters counters) {
        var runner = new AgentRunner(
                new SleepingIdleStrategy(IDLE_NS), broken -> counters.errorLog().record(broken), null, agent);
        runners.add(runner);
        AgentRunner.startOnThread(runner, task -> {
            var thread = new Thread(task, agent.roleName());
            thread.setDaemon(true);
            return thread;
        });
    }

    Events events() {
        return events;
    }

    @Override
    public void close() {
        runners.reversed().forEach(AgentRunner::close);
    }
}
