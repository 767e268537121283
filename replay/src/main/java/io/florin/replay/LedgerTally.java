package io.florin.replay;

import io.florin.replay.DayReport.Hour;
import io.florin.replay.DayReport.Movement;
import io.florin.replay.DayReport.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happened in one ledger on one day, added up while records pass. One thread. */
final class LedgerTally {
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

    private final int ledger;
    private final DayClosings.@Nullable Window window;
    private final Map<Integer, Kinds> byCode = new TreeMap<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<Long, Bars> hours = new TreeMap<>();

    LedgerTally(int ledger, Optional<DayClosings.Window> window) {
        this.ledger = ledger;
        this.window = window.orElse(null);
    }

    /** A count and a sum. */
    private static final class Total {
        private final WideSum amountMinor = new WideSum();
        private long count;

        void add(long minor) {
            count++;
            amountMinor.add(minor);
        }

        Part part() {
            return new Part(count, amountMinor.value());
        }
    }

    /** Of one code of transfers. */
    private static final class Kinds {
        final Total transfers = new Total();
        final Total holds = new Total();
        final Total posts = new Total();
        final Total released = new Total();
        final Total voids = new Total();
        final Total expired = new Total();
    }

    /** Of one hour, as time stamps have it. */
    private static final class Bars {
        final Total moved = new Total();
        final WideSum heldMinor = new WideSum();
        long refused;
    }

    int ledger() {
        return ledger;
    }

    boolean includes(long sequence) {
        return window != null && window.includes(sequence);
    }

    void transferred(long timestampNs, int code, long amountMinor) {
        kinds(code).transfers.add(amountMinor);
        hour(timestampNs).moved.add(amountMinor);
    }

    void held(long timestampNs, int code, long amountMinor) {
        kinds(code).holds.add(amountMinor);
        hour(timestampNs).heldMinor.add(amountMinor);
    }

    /** The code is the hold's. */
    void posted(long timestampNs, int code, long postedMinor, long releasedMinor) {
        kinds(code).posts.add(postedMinor);
        if (releasedMinor != 0) kinds(code).released.add(releasedMinor);
        Bars hour = hour(timestampNs);
        hour.moved.add(postedMinor);
        hour.heldMinor.add(-postedMinor);
        hour.heldMinor.add(-releasedMinor);
    }

    void voided(long timestampNs, int code, long releasedMinor) {
        kinds(code).voids.add(releasedMinor);
        hour(timestampNs).heldMinor.add(-releasedMinor);
    }

    void expired(long timestampNs, int code, long releasedMinor) {
        kinds(code).expired.add(releasedMinor);
        hour(timestampNs).heldMinor.add(-releasedMinor);
    }

    void refused(long timestampNs, String label) {
        refusals.merge(label, 1L, Long::sum);
        hour(timestampNs).refused++;
    }

    private Kinds kinds(int code) {
        return byCode.computeIfAbsent(code, unseen -> new Kinds());
    }

    private Bars hour(long timestampNs) {
        return hours.computeIfAbsent(Math.floorDiv(timestampNs, HOUR_NS), unseen -> new Bars());
    }

    // As a report has it.

    List<Movement> movements() {
        List<Movement> movements = new ArrayList<>();
        byCode.forEach((code, kinds) -> movements.add(new Movement(
                code,
                kinds.transfers.part(),
                kinds.holds.part(),
                kinds.posts.part(),
                kinds.released.part(),
                kinds.voids.part(),
                kinds.expired.part())));
        return movements;
    }

    Map<String, Long> refusals() {
        return refusals;
    }

    List<Hour> hours() {
        List<Hour> bars = new ArrayList<>();
        hours.forEach(
                (hour, of) -> bars.add(new Hour(hour * HOUR_NS, of.moved.part(), of.heldMinor.value(), of.refused)));
        return bars;
    }
}
