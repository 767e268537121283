package io.florin.feed;

import org.jspecify.annotations.Nullable;

/**
 * The newest events, in memory: what all that are near the head of the journal share. The tail's thread; {@link #from}
 * any thread.
 */
final class EventWindow {
    private final @Nullable FeedEvent[] events;
    private long count;
    private volatile long from;

    /** An empty window behind this sequence; room for so many events, a power of two. */
    EventWindow(int capacity, long behindSequence) {
        events = new FeedEvent[capacity];
        from = behindSequence + 1;
    }

    void add(FeedEvent event) {
        int at = (int) (count & events.length - 1);
        FeedEvent pushedOut = events[at];
        if (pushedOut != null) from = pushedOut.place().sequence() + 1;
        events[at] = event;
        count++;
    }

    /** Everything from this sequence on is here. */
    long from() {
        return from;
    }

    /** Behind the newest event. */
    long end() {
        return count;
    }

    /** Whether the event of this index was pushed out. */
    boolean hasLost(long index) {
        return index < count - events.length;
    }

    FeedEvent at(long index) {
        FeedEvent event = events[(int) (index & events.length - 1)];
        if (event == null) throw new IllegalStateException("no such event: index=" + index);
        return event;
    }

    /** Index of the first event that is not before this place. */
    long indexOf(EventPlace place) {
        long low = Math.max(0, count - events.length);
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).place().compareTo(place) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
