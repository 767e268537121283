package io.florin.ledger.scenario;

import io.florin.ledger.scenario.Line.Source;
import io.florin.ledger.scenario.Moment.Anchor;
import java.util.Map;

/** A cursor over the words of one line. */
final class Words {
    private static final long NS_PER_S = 1_000_000_000;
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "days", 86_400_000_000_000L);

    private final Source source;
    private final String[] words;
    private int next;

    Words(Source source) {
        this.source = source;
        this.words = source.text().strip().split("\\s+");
    }

    boolean isAtEnd() {
        return next == words.length;
    }

    /** The next word if it is this one, which then counts as read. */
    boolean accept(String word) {
        if (isAtEnd() || !words[next].equals(word)) return false;
        next++;
        return true;
    }

    String word(String what) {
        if (isAtEnd()) throw source.error(what + " is missing");
        return words[next++];
    }

    void expect(String word) {
        if (!accept(word)) throw source.error("'" + word + "' is missing before '" + word("the rest") + "'");
    }

    boolean isNumber() {
        return !isAtEnd() && words[next].matches("-?[0-9][0-9_]*|max|min");
    }

    /** A whole number, with underscores where they help; {@code max} and {@code min} are those of 64 bits. */
    long number(String what) {
        String word = word(what);
        if (word.equals("max")) return Long.MAX_VALUE;
        if (word.equals("min")) return Long.MIN_VALUE;
        try {
            return Long.parseLong(word.replace("_", ""));
        } catch (NumberFormatException e) {
            throw source.error(what + " must be a whole number, not '" + word + "'");
        }
    }

    /** A whole number of so many bits, unsigned. */
    int number(String what, int bits) {
        long number = number(what);
        if (number < 0 || number >= 1L << bits) {
            throw source.error(what + " must be 0 to " + ((1L << bits) - 1) + ", not " + number);
        }
        return (int) number;
    }

    /** A number with a unit: {@code 5 s}, {@code 300 ms}. */
    long durationNs(String what) {
        long count = number(what);
        String unit = word("the unit of " + what);
        Long ns = UNITS.get(unit);
        if (ns == null) throw source.error("no unit: '" + unit + "'; there are " + UNITS.keySet());
        try {
            return Math.multiplyExact(count, ns);
        } catch (ArithmeticException tooLong) {
            throw source.error(what + " is too long: " + count + " " + unit);
        }
    }

    /** A duration in whole seconds, as a hold has it: 32 bits, unsigned. */
    int seconds(String what) {
        long ns = durationNs(what);
        long seconds = ns / NS_PER_S;
        if (ns < 0 || ns % NS_PER_S != 0 || seconds >= 1L << Integer.SIZE) {
            throw source.error(what + " must be whole seconds, at most " + ((1L << Integer.SIZE) - 1) + " s");
        }
        return (int) seconds;
    }

    /** {@code 0}, {@code now - 24 h}, {@code expires h1 + 1 ns}. */
    Moment moment() {
        if (isNumber()) return new Moment(Anchor.EPOCH, "", number("time"));
        String word = word("time");
        Anchor anchor =
                switch (word) {
                    case "now" -> Anchor.NOW;
                    case "start" -> Anchor.START;
                    case "created" -> Anchor.CREATED;
                    case "expires" -> Anchor.EXPIRES;
                    default -> throw source.error("no time: '" + word + "'");
                };
        boolean isOfSomething = anchor == Anchor.CREATED || anchor == Anchor.EXPIRES;
        String name = isOfSomething ? word("whose time") : "";
        long offsetNs = 0;
        while (true) {
            if (accept("+")) {
                offsetNs += durationNs("time");
            } else if (accept("-")) {
                offsetNs -= durationNs("time");
            } else {
                return new Moment(anchor, name, offsetNs);
            }
        }
    }

    ScenarioException unknown(String what) {
        return source.error("no " + what + ": '" + words[next - 1] + "'");
    }

    Source source() {
        return source;
    }
}
