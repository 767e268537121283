package io.florin.journal;

/** What a segment's file is made with; the code stands in every segment's header. */
public enum JournalKind {
    /** A file that Florin alone writes. */
    PLAIN(1),
    /** A file of Chronicle Queue, used as nothing but an append-only mapped file. */
    CHRONICLE(2);

    private final int code;

    JournalKind(int code) {
        this.code = code;
    }

    /** As the segment header holds it. */
    public int code() {
        return code;
    }
}
