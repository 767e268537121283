package io.florin.ledger.scenario;

/** A table that cannot be read, or that a host does not live up to; names the line, what was expected and what came. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final int number;
    private final String text;
    private final String expected;
    private final String got;

    /** What is wrong, and hence who must act. */
    public enum Kind {
        /** The table: whoever wrote it. */
        UNREADABLE,
        /** The answer is another than the line expects. */
        DIFFERS,
        /** The books: something holds no longer that must hold behind every line. */
        INVARIANT
    }

    private ScenarioException(Kind kind, Line.Source source, String expected, String got) {
        super("line " + source.number() + ": " + sentence(kind, expected, got) + "\n    "
                + source.text().strip());
        this.kind = kind;
        this.number = source.number();
        this.text = source.text().strip();
        this.expected = expected;
        this.got = got;
    }

    static ScenarioException unreadable(Line.Source source, String problem) {
        return new ScenarioException(Kind.UNREADABLE, source, "", problem);
    }

    static ScenarioException differs(Line.Source source, String expected, String got) {
        return new ScenarioException(Kind.DIFFERS, source, expected, got);
    }

    static ScenarioException broken(Line.Source source, String invariant) {
        return new ScenarioException(Kind.INVARIANT, source, "", invariant);
    }

    private static String sentence(Kind kind, String expected, String got) {
        return switch (kind) {
            case UNREADABLE -> got;
            case DIFFERS -> "expected " + expected + ", got " + got;
            case INVARIANT -> "an invariant is broken: " + got;
        };
    }

    public Kind kind() {
        return kind;
    }

    /** Of the line in its table, from 1. */
    public int number() {
        return number;
    }

    /** The line itself. */
    public String text() {
        return text;
    }

    /** What the line says; empty unless an answer differs. */
    public String expected() {
        return expected;
    }

    /** What came instead, or what is wrong with the line or the books. */
    public String got() {
        return got;
    }

    /** All of it in one sentence, without line number and text. */
    public String sentence() {
        return sentence(kind, expected, got);
    }
}
