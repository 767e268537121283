package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A ladder walked from its lowest rung: a command that is wrong in every way is decided, its first fault repaired, and
 * decided again. So each line proves that its refusal comes before all that follow.
 *
 * @param <C> a command.
 * @param <R> its results.
 */
final class Steps<C, R> {
    private record Step<C, R>(R expected, Consumer<C> repair) {}

    private final C command;
    private final List<Step<C, R>> steps = new ArrayList<>();

    Steps(C worst) {
        command = worst;
    }

    Steps<C, R> step(R expected, Consumer<C> repair) {
        steps.add(new Step<>(expected, repair));
        return this;
    }

    void walk(Function<C, R> decide, R atLast) {
        for (int i = 0; i < steps.size(); i++) {
            Step<C, R> step = steps.get(i);
            assertEquals(step.expected(), decide.apply(command), "step " + i);
            step.repair().accept(command);
        }
        assertEquals(atLast, decide.apply(command), "at last");
    }
}
