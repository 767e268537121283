package io.florin.bench.run;

import java.util.Locale;

/**
 * One thing that was promised of a load.
 *
 * @param name as in the profile: {@code rate}, {@code success}, {@code p99}, {@code p99_9}, {@code max}.
 * @param kind what its number means.
 * @param wanted per cent at least, or milliseconds at most.
 */
record SlaObjective(String name, Kind kind, double wanted) {
    private static final double PERCENT = 100;
    private static final double NS_PER_MS = 1e6;

    enum Kind {
        /** Per cent of what was offered in the counted time that was answered in it. */
        RATE,
        /** Per cent of the answers that were no refusal. */
        SUCCESS,
        /** Milliseconds from the intended send time, at a percentile. */
        LATENCY,
    }

    /**
     * What became of a promise.
     *
     * @param wanted in words, with its unit.
     * @param seen likewise.
     */
    record Verdict(String name, String wanted, String seen, boolean isMet) {}

    /** A latency at a percentile that its name says: {@code p99_9} is 99.9, {@code max} is 100. */
    double percentile() {
        return name.equals("max")
                ? PERCENT
                : Double.parseDouble(name.substring(1).replace('_', '.'));
    }

    Verdict of(SlaRun run) {
        return switch (kind) {
            case RATE -> atLeast(PERCENT * run.load().events() / run.offered());
            case SUCCESS ->
                atLeast(PERCENT * (1 - (double) run.refused() / run.load().eventsInAll()));
            case LATENCY -> atMost(run.load().latencyNs().getValueAtPercentile(percentile()) / NS_PER_MS);
        };
    }

    private Verdict atLeast(double percent) {
        return new Verdict(name, text(">= %.2f %%", wanted), text("%.3f %%", percent), percent >= wanted);
    }

    private Verdict atMost(double ms) {
        return new Verdict(name, text("<= %.1f ms", wanted), text("%.2f ms", ms), ms <= wanted);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
