package io.florin.ledger.scenario;

/** A line of a table that cannot be read, or whose expectation was not met; the message names the line. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScenarioException(int number, String text, String problem) {
        super("line " + number + ": " + problem + "\n    " + text.strip());
    }
}
