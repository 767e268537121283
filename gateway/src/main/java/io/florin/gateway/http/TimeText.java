package io.florin.gateway.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/** Times as text: RFC 3339 in UTC with nine decimals. Writing allocates nothing. */
final class TimeText {
    /** {@code 2026-11-20T18:04:11.123456789Z}. */
    static final int LENGTH = 30;

    /** What {@link #parse} answers for text that is no time. */
    static final long NONE = -1;

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;

    private TimeText() {}

    /** Ns since the epoch; {@link #NONE} if it is no such text, or out of range. */
    static long parse(String text) {
        if (!FORM.matcher(text).matches()) return NONE;
        try {
            Instant time = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NS_PER_SECOND), time.getNano());
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return NONE;
        }
    }

    /** Writes thirty bytes at the offset; the time is ns since the epoch, not negative. */
    static void write(long timestampNs, byte[] target, int offset) {
        long seconds = timestampNs / NS_PER_SECOND;
        int secondOfDay = (int) (seconds % SECONDS_PER_DAY);
        date(seconds / SECONDS_PER_DAY, target, offset);
        target[offset + 10] = 'T';
        digits(secondOfDay / 3_600, 2, target, offset + 11);
        target[offset + 13] = ':';
        digits(secondOfDay / 60 % 60, 2, target, offset + 14);
        target[offset + 16] = ':';
        digits(secondOfDay % 60, 2, target, offset + 17);
        target[offset + 19] = '.';
        digits(timestampNs % NS_PER_SECOND, 9, target, offset + 20);
        target[offset + 29] = 'Z';
    }

    /** Days since the epoch to a date of the Gregorian calendar, by counting from 1 March of year 0. */
    private static void date(long epochDay, byte[] target, int offset) {
        long day = epochDay + 719_468;
        long era = day / 146_097;
        long dayOfEra = day % 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        digits(year, 4, target, offset);
        target[offset + 4] = '-';
        digits(month, 2, target, offset + 5);
        target[offset + 7] = '-';
        digits(dayOfMonth, 2, target, offset + 8);
    }

    private static void digits(long value, int count, byte[] target, int offset) {
        long left = value;
        for (int i = offset + count - 1; i >= offset; i--) {
            target[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
