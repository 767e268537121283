package io.florin.pipeline;

/** What all answers of one batch have in common. Filled again for each batch by the reply stage. */
public final class Release {
    private final int epoch;
    private final int durability;
    private long durableNs;
    private long releasedNs;

    /** @param durability the SBE value of {@code Durability} that every answer of this pipeline has reached. */
    public Release(int epoch, int durability) {
        this.epoch = epoch;
        this.durability = durability;
    }

    Release at(long durableAtNs, long releasedAtNs) {
        durableNs = durableAtNs;
        releasedNs = releasedAtNs;
        return this;
    }

    public int epoch() {
        return epoch;
    }

    public int durability() {
        return durability;
    }

    /** When the promised durability was seen, ns since the epoch in Florin's clock. */
    public long durableNs() {
        return durableNs;
    }

    /** When the answer was handed out, ns since the epoch in Florin's clock. */
    public long releasedNs() {
        return releasedNs;
    }
}
