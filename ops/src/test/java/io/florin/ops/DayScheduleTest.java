package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.counters.Counters;
import io.florin.ledger.AdminResult;
import io.florin.ops.DayCloseConfig.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When days end by themselves: zones, clocks set forward and back, nodes that were away, a ledger that says no. */
final class DayScheduleTest {
    private static final Instant GENESIS = Instant.parse("2026-03-01T12:00:00Z");

    private final List<String> closed = new ArrayList<>();
    private Instant now = GENESIS;
    private int answer;
    private boolean isRefused;

    private static Rule rule(String text) {
        return DayCloseConfig.parse(text).rules().getFirst();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "all 00:00 UTC, 2026-11-20, 2026-11-21T00:00:00Z, 24",
        "all 17:00 America/New_York, 2026-11-20, 2026-11-20T22:00:00Z, 24",
        "all 00:00 Europe/Amsterdam, 2026-03-28, 2026-03-28T23:00:00Z, 24",
        "all 00:00 Europe/Amsterdam, 2026-03-29, 2026-03-29T22:00:00Z, 23",
        "all 00:00 Europe/Amsterdam, 2026-10-25, 2026-10-25T23:00:00Z, 25",
        // left out when the clock is set forward, shown twice when it is set back
        "all 02:30 Europe/Amsterdam, 2026-03-28, 2026-03-29T01:30:00Z, 24",
        "all 02:30 Europe/Amsterdam, 2026-10-24, 2026-10-25T00:30:00Z, 24",
        // there is no midnight on that day in Cairo, and a day of half an hour less on Lord Howe
        "all 00:00 Africa/Cairo, 2026-04-23, 2026-04-23T22:00:00Z, 24",
        "all 00:00 Australia/Lord_Howe, 2026-10-04, 2026-10-04T13:00:00Z, 23",
        "all 00:00 Pacific/Kiritimati, 2026-11-20, 2026-11-20T10:00:00Z, 24",
        "all 11:59 UTC, 2026-11-20, 2026-11-21T11:59:00Z, 24",
        "all 12:00 UTC, 2026-11-20, 2026-11-20T12:00:00Z, 24",
    })
    void aDayEndsWhenTheClockOfItsZoneSaysSo(String text, LocalDate day, Instant end, long hours) {
        Rule rule = rule(text);
        assertEquals(end, rule.endOf(day));
        assertEquals(hours, Duration.between(rule.endOf(day.minusDays(1)), end).toHours());
        assertEquals(day, rule.lastEnded(end));
        assertEquals(day.minusDays(1), rule.lastEnded(end.minusNanos(1)));
    }

    private DaySchedule schedule(String rules, int last) {
        InstantSource clock = () -> now;
        return new DaySchedule(
                DayCloseConfig.parse(rules),
                (ledger, date) -> {
                    if (isRefused) throw new IllegalStateException("the ring took no internal command in time");
                    closed.add(ledger + " " + date);
                    return answer;
                },
                ledger -> last,
                GENESIS,
                clock,
                Counters.inMemory());
    }

    @Test
    void everyDayIsClosedOnceAndNotBeforeItsTime() throws Exception {
        DaySchedule schedule = schedule("all 00:00 Europe/Amsterdam, 840 17:00 America/New_York", 0);
        for (int hour = 0; hour < 72; hour++) {
            schedule.doWork();
            now = now.plus(Duration.ofHours(1));
        }
        assertEquals(
                List.of("840 20260301", "0 20260301", "840 20260302", "0 20260302", "840 20260303", "0 20260303"),
                closed);
    }

    @Test
    void whatWasMissedIsClosedInOrder() throws Exception {
        now = Instant.parse("2026-03-30T22:00:00Z");
        schedule("978 00:00 Europe/Amsterdam", 2026_03_27).doWork();
        assertEquals(List.of("978 20260328", "978 20260329", "978 20260330"), closed);
    }

    @Test
    void ofManyYearsTheLastIsClosed() throws Exception {
        now = Instant.parse("2036-03-30T22:00:00Z");
        schedule("978 00:00 UTC", 0).doWork();
        assertEquals(366, closed.size());
        assertEquals("978 20360329", closed.getLast());
    }

    @Test
    void whatAnOperatorClosedIsNotClosedAgain() throws Exception {
        answer = AdminResult.DAY_ALREADY_CLOSED.code();
        now = Instant.parse("2026-03-03T00:00:00Z");
        DaySchedule schedule = schedule("978 00:00 UTC", 0);
        schedule.doWork();
        schedule.doWork();
        assertEquals(List.of("978 20260301", "978 20260302"), closed);
    }

    @Test
    void aRingThatTakesNothingIsAskedAgain() throws Exception {
        now = Instant.parse("2026-03-02T00:00:00Z");
        DaySchedule schedule = schedule("978 00:00 UTC", 0);
        isRefused = true;
        assertEquals(0, schedule.doWork());
        isRefused = false;
        assertEquals(0, schedule.doWork(), "not at once");
        now = now.plusSeconds(10);
        assertEquals(1, schedule.doWork());
        assertEquals(List.of("978 20260301"), closed);
    }

    /** The ledger's time follows the clock slowly where that was set forward. */
    @Test
    void aDayThatHasNotBegunForTheLedgerIsClosedLater() throws Exception {
        now = Instant.parse("2026-03-02T00:00:00Z");
        answer = AdminResult.DATE_IN_FUTURE.code();
        DaySchedule schedule = schedule("978 00:00 UTC", 0);
        assertEquals(0, schedule.doWork());
        answer = AdminResult.APPLIED.code();
        now = now.plusSeconds(10);
        assertEquals(1, schedule.doWork());
        assertEquals(List.of("978 20260301", "978 20260301"), closed);
    }

    @Test
    void aLedgerThatNobodyKnowsIsTriedAgainTheNextDay() throws Exception {
        answer = AdminResult.LEDGER_NOT_FOUND.code();
        now = Instant.parse("2026-03-02T00:00:00Z");
        DaySchedule schedule = schedule("978 00:00 UTC", 0);
        schedule.doWork();
        schedule.doWork();
        now = now.plus(Duration.ofDays(1));
        schedule.doWork();
        assertEquals(List.of("978 20260301", "978 20260302"), closed);
    }
}
