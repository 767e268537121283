package io.florin.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * The pipeline's settings, fixed from then on.
 *
 * @param profile how threads share cores; {@link Profile#AUTO} is resolved when the pipeline starts.
 * @param threads of the road, see {@link #THREADS_BY_PROFILE}: 1 decides, journals and answers in turn; with 2 one
 *     decides and one commits and answers; with 4 every stage has its own.
 * @param ringCapacity slots in the ring, a power of two from 16,384 to 1,048,576: at least two of the largest requests.
 * @param drainTimeoutNs nanoseconds that closing waits for the ring to run empty.
 */
public record PipelineConfig(Profile profile, int threads, int ringCapacity, long drainTimeoutNs) {
    public static final String THREADS_PROPERTY = "florin.pipeline.threads";

    /** As many threads as suit the cores of the profile. */
    public static final int THREADS_BY_PROFILE = 0;

    public static final int THREADS_DEFAULT = 4;
    public static final int THREADS_DEFAULT_SMALL = 2;
    public static final String RING_CAPACITY_PROPERTY = "florin.pipeline.ring.capacity";
    public static final int RING_CAPACITY_MIN = 16_384;
    public static final int RING_CAPACITY_MAX = 1_048_576;
    public static final int RING_CAPACITY_DEFAULT = 65_536;
    public static final int RING_CAPACITY_DEFAULT_SMALL = 32_768;
    public static final String DRAIN_TIMEOUT_PROPERTY = "florin.pipeline.drain-timeout";
    public static final long DRAIN_TIMEOUT_DEFAULT_NS = TimeUnit.SECONDS.toNanos(5);

    /** Events in one request, by LEDGER.md, section 3. */
    public static final int EVENTS_MAX = 8_190;

    public PipelineConfig {
        if (threads != THREADS_BY_PROFILE && threads != 1 && threads != 2 && threads != THREADS_DEFAULT) {
            throw new IllegalArgumentException(
                    "must be 1, 2 or 4, or 0 for what suits the profile: " + THREADS_PROPERTY + "=" + threads);
        }
        if (ringCapacity < RING_CAPACITY_MIN
                || ringCapacity > RING_CAPACITY_MAX
                || Integer.bitCount(ringCapacity) != 1) {
            throw new IllegalArgumentException(
                    "must be a power of two from 16384 to 1048576: " + RING_CAPACITY_PROPERTY + "=" + ringCapacity);
        }
        if (drainTimeoutNs < 0) {
            throw new IllegalArgumentException(
                    "must not be negative: " + DRAIN_TIMEOUT_PROPERTY + "=" + drainTimeoutNs + "ns");
        }
    }

    /** Defaults for a profile on this machine. */
    public static PipelineConfig of(Profile profile) {
        Profile resolved = profile.on(Runtime.getRuntime().availableProcessors());
        int capacity = resolved == Profile.SMALL ? RING_CAPACITY_DEFAULT_SMALL : RING_CAPACITY_DEFAULT;
        return new PipelineConfig(profile, THREADS_BY_PROFILE, capacity, DRAIN_TIMEOUT_DEFAULT_NS);
    }

    /** How many threads the road has under this profile, once resolved. */
    int threadsUnder(Profile resolved) {
        if (threads != THREADS_BY_PROFILE) return threads;
        return resolved == Profile.SMALL ? THREADS_DEFAULT_SMALL : THREADS_DEFAULT;
    }
}
