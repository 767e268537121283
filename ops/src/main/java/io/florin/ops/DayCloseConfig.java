package io.florin.ops;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When days end by themselves. Whoever counts hours by a clock that is set forward and back does so here, and nowhere
 * behind: what the ledger hears is a date, and where that stands in the journal is the boundary.
 */
public record DayCloseConfig(List<Rule> rules) {
    /** No day ends by itself. */
    public static final DayCloseConfig NONE = new DayCloseConfig(List.of());

    /** Stands for every ledger. */
    static final int EVERY_LEDGER = 0;

    private static final Pattern RULE = Pattern.compile("(all|[0-9]{1,10}) +([0-9]{2}:[0-9]{2}) +(\\S+)");
    private static final String FORM =
            "must be like all 00:00 UTC, or 978 17:00 Europe/Amsterdam, with commas between several; or none";

    public DayCloseConfig {
        rules = List.copyOf(rules);
    }

    /**
     * When the days of one ledger end, or of all together.
     *
     * @param ledger 0 = every ledger.
     * @param time before noon it ends the day before, from noon on the day itself.
     */
    public record Rule(int ledger, LocalTime time, ZoneId zone) {
        /**
         * When this day ends. A time that the clock leaves out when it is set forward comes as much later; of one that
         * it shows twice the first counts.
         */
        Instant endOf(LocalDate date) {
            LocalDate shown = time.isBefore(LocalTime.NOON) ? date.plusDays(1) : date;
            return shown.atTime(time).atZone(zone).toInstant();
        }

        /** The latest day that has ended. */
        LocalDate lastEnded(Instant now) {
            LocalDate date = LocalDate.ofInstant(now, zone);
            while (endOf(date).isAfter(now)) date = date.minusDays(1);
            return date;
        }
    }

    /**
     * Reads rules as people write them.
     *
     * @throws IllegalArgumentException if that cannot be done; the message ends in name and value.
     */
    static DayCloseConfig parse(String text) {
        if (text.equals(NodeConfig.NONE)) return NONE;
        List<Rule> rules = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = RULE.matcher(part.strip());
            if (!matcher.matches()) throw wrong(FORM, text);
            Rule rule = rule(matcher, text);
            if (!seen.add(rule.ledger())) throw wrong("names a ledger twice", text);
            rules.add(rule);
        }
        return new DayCloseConfig(rules);
    }

    private static Rule rule(Matcher matcher, String text) {
        String ledger = matcher.group(1);
        try {
            int number = ledger.equals("all") ? EVERY_LEDGER : Integer.parseUnsignedInt(ledger);
            if (number == EVERY_LEDGER && !ledger.equals("all")) throw wrong(FORM, text);
            return new Rule(number, LocalTime.parse(matcher.group(2)), ZoneId.of(matcher.group(3)));
        } catch (DateTimeException | NumberFormatException notOne) {
            throw wrong(FORM + " (" + notOne.getMessage() + ")", text);
        }
    }

    private static IllegalArgumentException wrong(String whatIsRight, String text) {
        return new IllegalArgumentException(whatIsRight + ": " + Setting.DAY_CLOSE.named(text));
    }
}
