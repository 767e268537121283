package io.florin.bench.run;

import io.florin.bench.load.LoadListener;
import io.florin.ops.tool.ProgressLine;

/** The progress line of a run. */
final class RunProgress implements LoadListener, AutoCloseable {
    private static final long WHOLE = 1_000;

    private final ProgressLine line;
    private long events;

    RunProgress(String scenario, boolean isAsked) {
        line = ProgressLine.start(scenario, "transfers", ProgressLine.Mode.of(isAsked));
    }

    @Override
    public void counting() {
        // the line goes on
    }

    @Override
    public void counted() {
        // the line goes on
    }

    @Override
    public void progress(double fractionDone, long eventsNow) {
        events += eventsNow;
        line.at(events, Math.round(fractionDone * WHOLE), WHOLE);
    }

    @Override
    public void close() {
        line.close();
    }
}
