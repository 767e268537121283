package io.florin.ledger.scenario;

import java.util.Locale;

/** The answer to one event, by LEDGER.md's name and wire number. */
public interface Status {
    /** The same for every command, like the two answers of chains. */
    int CREATED = 0;

    int LINKED_EVENT_FAILED = 1;
    int LINKED_EVENT_CHAIN_OPEN = 2;
    int DEADLINE_EXCEEDED = 202;
    int KEY_REUSED = 208;

    String name();

    int number();

    /** LEDGER.md's spelling. */
    default String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
