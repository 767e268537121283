package io.florin.bench.load;

/** Told by the generator's thread how a run goes. */
public interface LoadListener {
    LoadListener NONE = new LoadListener() {
        @Override
        public void counting() {
            // nobody listens
        }

        @Override
        public void counted() {
            // nobody listens
        }

        @Override
        public void progress(double fractionDone, long eventsNow) {
            // nobody listens
        }
    };

    /** The warm-up is over. */
    void counting();

    /** The counted time is over; what is in flight is drained from here on. */
    void counted();

    /** Once a second: how far it is, and how many events were answered since the last call. */
    void progress(double fractionDone, long eventsNow);
}
