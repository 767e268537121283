package io.florin.ops;

import java.nio.file.Path;

/**
 * How a node signs its journal.
 *
 * @param key to sign with, outside of the data directory.
 * @param file that checkpoints are published to.
 * @param intervalNs nanoseconds after which a checkpoint is due.
 * @param recordsMax records after which one is due.
 */
public record CheckpointConfig(Path key, Path file, long intervalNs, long recordsMax) {
    /** Where checkpoints are published unless a setting says otherwise, in the data directory. */
    public static final String FILE_NAME = "checkpoints";

    private static final long INTERVAL_NS_MIN = 1_000_000;

    public CheckpointConfig {
        if (intervalNs < INTERVAL_NS_MIN) {
            throw new IllegalArgumentException(
                    "must be 1 ms or more: " + Setting.CHECKPOINT_EVERY.named(intervalNs + "ns"));
        }
        if (recordsMax < 1) {
            throw new IllegalArgumentException(
                    "must be 1 or more: " + Setting.CHECKPOINT_RECORDS.named(Long.toString(recordsMax)));
        }
    }
}
