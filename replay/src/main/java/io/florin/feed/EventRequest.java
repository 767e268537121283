package io.florin.feed;

import java.util.List;

/**
 * Somebody who wants events, on the way between the threads of the feed; one of them has it at a time.
 */
final class EventRequest {
    /** At most so many events are handed over at once, and so many bytes. */
    static final int ITEMS_MAX = 256;

    static final int BYTES_MAX = 64 * 1024;

    final EventFilter filter;
    final EventSink sink;

    /** Events of a page; 0 for a stream. */
    final int pageLimit;

    /** The road had released so much when it came: it is answered once the tail has read that. */
    final long dueSequence;

    /** Where to go on. */
    EventPlace place;

    /** Of the tail's window, where to look next. */
    long windowIndex;

    long takenNs;

    private boolean isAdmitted;

    EventRequest(EventFilter filter, EventPlace place, int pageLimit, long dueSequence, EventSink sink) {
        this.filter = filter;
        this.place = place;
        this.pageLimit = pageLimit;
        this.dueSequence = dueSequence;
        this.sink = sink;
    }

    /** A stream hears, before its first event, that it may follow: nothing may happen for long. */
    void admitted() {
        if (isPage() || isAdmitted) return;
        isAdmitted = true;
        sink.take(new EventSink.Batch(List.of(), place, true, place.sequence() - 1));
    }

    boolean isPage() {
        return pageLimit > 0;
    }

    int itemsMax() {
        return isPage() ? pageLimit : ITEMS_MAX;
    }

    EventSink.Item item(FeedEvent event) {
        return new EventSink.Item(event.id(), event.json(filter.areAmountsText()));
    }
}
