package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import java.time.Duration;
import java.time.Instant;
import org.agrona.concurrent.Agent;

/**
 * Has the doors look whether their files were changed. One that cannot be read any more locks nobody out and lets
 * nobody new in: what was read before goes on to count, and it is counted and said that it does.
 */
final class DoorsWatch implements Agent {
    private final Doors doors;
    private final Counters counters;

    DoorsWatch(Doors doors, Counters counters) {
        this.doors = doors;
        this.counters = counters;
        counters.increment(FlorinCounter.TLS_READ);
        sayExpiry();
    }

    @Override
    public int doWork() {
        look(FlorinCounter.KEYS_NOT_READ, doors.doorkeeper()::look);
        look(FlorinCounter.TLS_NOT_READ, () -> {
            if (doors.certificates().look()) counters.increment(FlorinCounter.TLS_READ);
        });
        sayExpiry();
        return 0;
    }

    private void look(FlorinCounter failures, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failed) {
            counters.increment(failures);
            counters.errorLog().record(failed);
        }
    }

    private void sayExpiry() {
        doors.certificates()
                .expires()
                .map(time -> Duration.between(Instant.now(), time).toSeconds())
                .ifPresent(seconds -> counters.set(FlorinCounter.TLS_EXPIRES_S, seconds));
    }

    @Override
    public String roleName() {
        return "doors";
    }
}
