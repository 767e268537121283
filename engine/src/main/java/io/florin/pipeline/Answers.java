package io.florin.pipeline;

/**
 * Takes the answers of requests back to who asked: a connection of the gateway, or a thread of this process.
 *
 * <p>Called by the reply stage's thread only, with requests in the order in which they were decided. An implementation
 * copies what it needs, because the slots are used again as soon as the call returns, and it never waits.
 */
public interface Answers {

    /** Nobody is waiting. */
    Answers NONE = new Answers() {
        @Override
        public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
            return false;
        }

        @Override
        public void flush() {
            // nothing was kept
        }
    };

    /**
     * The request in the slots from {@code firstRingSequence} is decided and has reached the durability of the release.
     *
     * @return whether {@link #flush} should be called once this batch of answers is complete, and was not asked for
     * yet.
     */
    boolean answer(Slots slots, long firstRingSequence, int events, Release release);

    /** No more answers for now: send what was kept. */
    void flush();
}
