package io.florin.pipeline;

/**
 * The only way to the time outside of the ledger, which never asks. A seam: tests and the simulation bring their own.
 */
public interface Clock {

    /** Wall clock, ns since the epoch; may be stepped by an operator at any moment. */
    long epochNs();

    /** Monotonic clock, ns from an arbitrary origin. */
    long monotonicNs();

    /** The clocks of this machine; any thread, allocates nothing after its first second of life. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
