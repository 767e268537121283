package io.florin.gateway;

import org.jspecify.annotations.Nullable;

/** A history that is made up: remembers what it was asked, and answers what a test told it. */
public final class FakeHistory implements History {
    private volatile long sequence = Long.MAX_VALUE;
    private volatile @Nullable Found found;
    private volatile Refusal refusal = Refusal.UNAVAILABLE;
    private volatile Position position = new Position(1, 7, 0);
    private volatile @Nullable Query asked;

    /** Answers this from now on. */
    public void answer(Position newPosition, Found newFound) {
        position = newPosition;
        found = newFound;
    }

    /** Refuses from now on. */
    public void refuse(Refusal newRefusal) {
        found = null;
        refusal = newRefusal;
    }

    /** Has come so far. */
    public void reaches(long newSequence) {
        sequence = newSequence;
    }

    /** The last question. */
    public Query asked() {
        Query query = asked;
        if (query == null) throw new AssertionError("nobody asked");
        return query;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void ask(long principal, Query query, Sink sink) {
        asked = query;
        Thread.ofVirtual().start(() -> {
            Found answer = found;
            if (answer == null) sink.refused(refusal);
            else sink.take(position, answer);
        });
    }
}
