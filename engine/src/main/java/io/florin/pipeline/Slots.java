package io.florin.pipeline;

/** The slots of a ring, by ring sequence. Only slots between one's own stage and the one before may be touched. */
@FunctionalInterface
public interface Slots {
    Slot at(long ringSequence);
}
