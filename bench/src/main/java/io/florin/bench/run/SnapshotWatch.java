package io.florin.bench.run;

import io.florin.bench.load.LoadListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Sorts the counted seconds of a load: those in which a snapshot was under way, those in which none was. */
final class SnapshotWatch implements LoadListener {
    private final BooleanSupplier isUnderWay;
    private final LoadListener listener;
    private final List<Second> seconds = new ArrayList<>();
    private boolean isCounting;
    private boolean wasUnderWay;

    /** What a second was like from its beginning to its end. */
    enum Second {
        WITH,
        WITHOUT,
        /** A snapshot began or ended in it: it counts for neither side. */
        BETWEEN
    }

    SnapshotWatch(BooleanSupplier isUnderWay, LoadListener listener) {
        this.isUnderWay = isUnderWay;
        this.listener = listener;
    }

    @Override
    public void counting() {
        isCounting = true;
        wasUnderWay = isUnderWay.getAsBoolean();
        listener.counting();
    }

    @Override
    public void counted() {
        listener.counted();
    }

    @Override
    public void progress(double fractionDone, long eventsNow) {
        listener.progress(fractionDone, eventsNow);
        if (!isCounting) return;
        boolean isNow = isUnderWay.getAsBoolean();
        Second whole = isNow ? Second.WITH : Second.WITHOUT;
        seconds.add(isNow == wasUnderWay ? whole : Second.BETWEEN);
        wasUnderWay = isNow;
    }

    /** How many seconds were like this. */
    int count(Second wanted) {
        return (int) seconds.stream().filter(second -> second == wanted).count();
    }

    /** The latencies of all seconds that were like this. */
    Histogram latencyNs(Second wanted, List<Histogram> bySecond) {
        var sum = new Histogram(bySecond.getFirst());
        sum.reset();
        for (int i = 0; i < seconds.size() && i < bySecond.size(); i++) {
            if (seconds.get(i) == wanted) sum.add(bySecond.get(i));
        }
        return sum;
    }
}
