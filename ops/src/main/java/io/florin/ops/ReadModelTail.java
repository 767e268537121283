package io.florin.ops;

import io.florin.pipeline.Clock;
import io.florin.projection.Projector;
import io.florin.projection.ReadModel;
import io.florin.projection.ReadModelConfig;
import io.florin.projection.ReadModelSample;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingIdleStrategy;

/** Wires the read model beside a node that serves: the database, the pool, and the thread that keeps it up. */
public final class ReadModelTail implements AutoCloseable {
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long COMPARE_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Closing closing;
    private final ReadModel model;
    private final Projector projector;

    private ReadModelTail(Closing closing, ReadModel model, Projector projector) {
        this.closing = closing;
        this.model = model;
        this.projector = projector;
    }

    /**
     * Reads behind the road from now on; a PostgreSQL that is not there yet is waited for. An embedded one that does
     * not start is done without, and said: it is for trying things out.
     */
    static Optional<ReadModelTail> start(ReadModelConfig config, Road road, Clock clock, Consumer<String> lastWords) {
        if (!config.isEmbedded()) return Optional.of(start(config, new Closing(), road, clock, lastWords));
        var closing = new Closing();
        try {
            ReadModelConfig there =
                    closing.add(EmbeddedDatabase.start(road.data())).at(config);
            lastWords.accept("florin: reports are in PostgreSQL, for now at " + there.url() + "?user=" + there.user());
            return Optional.of(start(there, closing, road, clock, lastWords));
        } catch (ConfigurationException notThere) {
            lastWords.accept("florin: there will be no reports: " + notThere.getMessage());
            return Optional.empty();
        }
    }

    private static ReadModelTail start(
            ReadModelConfig config, Closing closing, Road road, Clock clock, Consumer<String> lastWords) {
        try {
            ReadModel model = closing.add(ReadModel.of(config));
            var projector = new Projector(
                    model,
                    new Projector.Resources(
                            road.ledgerId(),
                            road.data(),
                            road.journal()::read,
                            () -> Math.max(
                                    road.tail().sequence(),
                                    road.pipeline().positions().released()),
                            road.counters(),
                            new Projector.Clocks(clock::monotonicNs, clock::epochNs),
                            lastWords));
            var watch = new ReadModelWatch(
                    road.pipeline().ingress(), projector, new ReadModelSample(model), road.counters());
            closing.add(run(watch, COMPARE_EVERY_NS, road));
            closing.add(run(projector, IDLE_NS, road));
            return new ReadModelTail(closing, model, projector);
        } catch (RuntimeException failed) {
            closing.closeAfter(failed);
            throw failed;
        }
    }

    private static AgentRunner run(Agent agent, long idleNs, Road road) {
        var runner = new AgentRunner(
                new SleepingIdleStrategy(idleNs),
                broken -> road.counters().errorLog().record(broken),
                null,
                agent);
        AgentRunner.startOnThread(runner, task -> {
            var thread = new Thread(task, agent.roleName());
            thread.setDaemon(true);
            return thread;
        });
        return runner;
    }

    /** Answers questions. */
    public ReadModel model() {
        return model;
    }

    /** Knows up to where the answers are complete. */
    public Projector projector() {
        return projector;
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
