package io.florin.journal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a segment: which start of the node made it, and which of that start's segments it is. Sorts in the order of the
 * journal, and so do the names.
 *
 * @param life counts the starts of a node, from 1; 0 stands for no segment.
 * @param ordinal counts the segments of a life, from 0.
 */
public record SegmentId(int life, int ordinal) implements Comparable<SegmentId> {
    /** What the first segment of a ledger follows. */
    public static final SegmentId NONE = new SegmentId(0, 0);

    private static final Pattern NAME = Pattern.compile("(\\d{10})-(\\d{6})");

    /** The segment with this directory name; empty for anything else that lies there. */
    public static Optional<SegmentId> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) return Optional.empty();
        long life = Long.parseLong(matcher.group(1));
        if (life > Integer.MAX_VALUE) return Optional.empty();
        return Optional.of(new SegmentId((int) life, Integer.parseInt(matcher.group(2))));
    }

    /** Of its directory. */
    public String name() {
        return String.format(Locale.ROOT, "%010d-%06d", life, ordinal);
    }

    @Override
    public int compareTo(SegmentId other) {
        int byLife = Integer.compare(life, other.life);
        return byLife != 0 ? byLife : Integer.compare(ordinal, other.ordinal);
    }

    @Override
    public String toString() {
        return name();
    }
}
