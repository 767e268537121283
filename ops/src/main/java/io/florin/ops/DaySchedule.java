package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.ledger.AdminResult;
import io.florin.ops.DayCloseConfig.Rule;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;

/**
 * Ends days when their time has come, by the same command that an operator gives. After a stop every day that was
 * missed is ended, in order: nothing was recorded meanwhile, so the first of them has all that came before the stop,
 * and the others are empty.
 *
 * <p>An agent with a thread of its own, on which it waits for the ledger's answer.
 */
final class DaySchedule implements Agent {
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int MISSED_MAX = 366;

    private final Days days;
    private final InstantSource clock;
    private final Counters counters;
    private final List<Due> due = new ArrayList<>();

    /** Ends a day of a ledger, and waits. */
    @FunctionalInterface
    interface Days {
        /** The wire number of {@link AdminResult}. */
        int close(int ledger, int date) throws InterruptedException;
    }

    /** What the ledger knew at the start. */
    @FunctionalInterface
    interface LastDays {
        /** As yyyymmdd; 0 if none was closed. */
        int of(int ledger);
    }

    private static final class Due {
        final Rule rule;
        LocalDate done;
        long notBeforeMs;

        Due(Rule rule, LocalDate done) {
            this.rule = rule;
            this.done = done;
        }
    }

    /**
     * Begins behind the last day that was closed; where none was, with the day on which the journal begins.
     *
     * @param genesis when that was.
     */
    DaySchedule(
            DayCloseConfig config, Days days, LastDays last, Instant genesis, InstantSource clock, Counters counters) {
        this.days = days;
        this.clock = clock;
        this.counters = counters;
        for (Rule rule : config.rules()) {
            LocalDate ended = rule.lastEnded(clock.instant());
            int closed = last.of(rule.ledger());
            LocalDate done = closed == 0 ? rule.lastEnded(genesis) : date(closed);
            LocalDate earliest = ended.minusDays(MISSED_MAX);
            due.add(new Due(rule, done.isBefore(earliest) ? earliest : done));
        }
    }

    @Override
    public int doWork() throws InterruptedException {
        int closed = 0;
        for (Due ledger : due) {
            if (clock.millis() < ledger.notBeforeMs) continue;
            LocalDate ended = ledger.rule.lastEnded(clock.instant());
            while (ledger.done.isBefore(ended) && close(ledger, ledger.done.plusDays(1))) closed++;
        }
        return closed;
    }

    private boolean close(Due ledger, LocalDate day) throws InterruptedException {
        int status;
        try {
            status = days.close(ledger.rule.ledger(), number(day));
        } catch (IllegalStateException notAnswered) { // the ring is full or the journal is: later
            counters.errorLog().record(notAnswered);
            ledger.notBeforeMs = clock.millis() + TimeUnit.NANOSECONDS.toMillis(RETRY_NS);
            return false;
        }
        if (status == AdminResult.DATE_IN_FUTURE.code()) { // the ledger's time is behind the clock by a little
            ledger.notBeforeMs = clock.millis() + TimeUnit.NANOSECONDS.toMillis(RETRY_NS);
            return false;
        }
        boolean isClosed = status == AdminResult.APPLIED.code() || status == AdminResult.DAY_ALREADY_CLOSED.code();
        if (!isClosed) {
            counters.errorLog()
                    .record(new IllegalStateException("the day was not closed, the next one will be tried: status="
                            + status + " " + Setting.DAY_CLOSE.named(ledger.rule.toString())));
        }
        ledger.done = day;
        return true;
    }

    /** As the journal has it. */
    static int number(LocalDate day) {
        return (day.getYear() * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth();
    }

    private static LocalDate date(int number) {
        return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
    }

    @Override
    public String roleName() {
        return "florin-days";
    }
}
