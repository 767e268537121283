package io.florin.pipeline;

/** How threads share cores. */
public enum Profile {
    /** By the cores found: up to three are few. */
    AUTO,
    /** A thread for each stage, which yields while it waits. */
    LATENCY,
    /** One thread decides, one commits and answers; both park while they wait. Nothing spins. */
    SMALL;

    private static final int FEW_CORES = 3;

    /** What this profile means on a machine with so many cores: {@link #LATENCY} or {@link #SMALL}. */
    public Profile on(int cores) {
        if (this != AUTO) return this;
        return cores <= FEW_CORES ? SMALL : LATENCY;
    }
}
