package io.florin.ledger;

/**
 * Days of the calendar as numbers, yyyymmdd, without zone or clock: what the ledger may know of a day that somebody
 * closes. Allocates nothing.
 */
final class CalendarDate {
    static final int FIRST = 1970_01_01;
    static final int LAST = 9999_12_31;

    private static final int YEARS = 10_000;
    private static final int MONTHS = 100;
    private static final int MONTHS_A_YEAR = 12;
    private static final int FEBRUARY = 2;
    private static final long NS_PER_DAY = 86_400 * Durations.NS_PER_SECOND;

    /** Where a day begins first: no zone is further east. */
    private static final long EARLIEST_ZONE_NS = 14 * 3_600 * Durations.NS_PER_SECOND;

    /** Days from 1 March of year 0 to 1 January 1970; years that begin in March have their leap day last. */
    private static final long EPOCH_FROM_MARCH_0 = 719_468;

    private static final int DAYS_IN_400_YEARS = 146_097;

    private CalendarDate() {}

    /** Whether there is such a day, from 1970 on. */
    static boolean isDay(int date) {
        if (date < FIRST || date > LAST) return false;
        int month = date / MONTHS % MONTHS;
        int day = date % MONTHS;
        return month >= 1 && month <= MONTHS_A_YEAR && day >= 1 && day <= daysOf(date / YEARS, month);
    }

    private static int daysOf(int year, int month) {
        if (month == FEBRUARY) return isLeap(year) ? 29 : 28;
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The latest day that has begun anywhere on earth at that time, ns since the epoch. */
    static int latest(long timestampNs) {
        long day = Math.floorDiv(timestampNs + EARLIEST_ZONE_NS, NS_PER_DAY) + EPOCH_FROM_MARCH_0;
        long era = Math.floorDiv(day, DAYS_IN_400_YEARS);
        int ofEra = Math.floorMod(day, DAYS_IN_400_YEARS);
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = yearOfEra + 400 * era + (month <= FEBRUARY ? 1 : 0);
        return (int) (year * YEARS) + month * MONTHS + ofYear - (153 * fromMarch + 2) / 5 + 1;
    }
}
