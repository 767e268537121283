package io.florin.feed;

import java.io.IOException;
import java.util.Optional;

/** The states that snapshots hold, for whoever signs. */
@FunctionalInterface
public interface AttestedStates {
    /** Where there are no snapshots. */
    AttestedStates NONE = (after, upTo) -> Optional.empty();

    /** Of the newest verified snapshot behind {@code after} and not behind {@code upTo}, if there is one. */
    Optional<Checkpoint.State> newest(long after, long upTo) throws IOException;
}
