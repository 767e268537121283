package io.florin.feed;

import io.florin.feed.Checkpoint.State;
import io.florin.journal.Disk;
import io.florin.snapshot.SnapshotDamagedException;
import io.florin.snapshot.SnapshotRefusedException;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The states that snapshots hold, for whoever signs. */
@FunctionalInterface
public interface AttestedStates {
    /** Where there are no snapshots. */
    AttestedStates NONE = (after, upTo) -> Optional.empty();

    /** Of the newest verified snapshot behind {@code after} and not behind {@code upTo}, if there is one. */
    Optional<State> newest(long after, long upTo) throws IOException;

    /** Those of a data directory, each read whole before it is believed. One that is damaged is passed over. */
    static AttestedStates of(Disk disk, Path data) {
        Snapshots snapshots = Snapshots.of(disk, data);
        return (after, upTo) -> {
            for (Snapshots.Entry entry : snapshots.list()) {
                if (entry.sequence() <= after) break;
                if (entry.sequence() > upTo) continue;
                Optional<State> state = state(snapshots, entry);
                if (state.isPresent()) return state;
            }
            return Optional.empty();
        };
    }

    private static Optional<State> state(Snapshots snapshots, Snapshots.Entry entry) throws IOException {
        try {
            return Optional.of(
                    new State(entry.sequence(), snapshots.verify(entry).stateHash()));
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        } catch (SnapshotDamagedException | SnapshotRefusedException unusable) {
            return Optional.empty();
        }
    }
}
