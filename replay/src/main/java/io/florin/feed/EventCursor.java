package io.florin.feed;

import io.florin.journal.Reader;
import java.io.IOException;
import java.util.List;

/** A way through the journal from a known state on, record by record. One thread. */
final class EventCursor implements AutoCloseable {
    private final FeedState state;
    private final Reader reader;
    private final EventDecoder decoder;
    private boolean isUndecoded;
    private boolean isBetweenRequests = true;

    private EventCursor(FeedState state, Reader reader, AccountLedgers accounts) {
        this.state = state;
        this.reader = reader;
        this.decoder = new EventDecoder(state, accounts);
    }

    /** Begins behind the state, which is the cursor's from now on. */
    static EventCursor open(FeedState state, JournalSource journal, AccountLedgers accounts) throws IOException {
        return new EventCursor(state, journal.read(state.sequence + 1), accounts);
    }

    /**
     * Reads one record more, not beyond the limit, and appends its events.
     *
     * @return whether there was one whose events can be told now.
     */
    boolean next(long limitSequence, List<FeedEvent> events) throws IOException {
        if (!isUndecoded && (state.sequence >= limitSequence || !reader.next())) return false;
        isUndecoded = !decoder.decode(reader, events);
        isBetweenRequests = reader.isLast();
        return !isUndecoded;
    }

    /** Whether no request is under way, so that the state can stand by itself. */
    boolean isBetweenRequests() {
        return !isUndecoded && isBetweenRequests;
    }

    FeedState state() {
        return state;
    }

    long sequence() {
        return state.sequence;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
