package io.florin.gateway.http;

/**
 * A position that a read must not be answered before.
 *
 * @param sequence of the journal; 0 for none.
 * @param epoch in which that sequence was given.
 */
record MinimumPosition(long sequence, int epoch) {
    static final MinimumPosition NONE = new MinimumPosition(0, 0);

    boolean isAsked() {
        return sequence > 0 || epoch > 0;
    }
}
