package io.florin.feed;

import io.florin.counters.FlorinCounter;
import io.florin.feed.EventSink.Batch;
import io.florin.feed.EventSink.Item;
import io.florin.journal.JournalDamagedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal again for whoever is behind the tail's memory, a little for each in turn, until they are near the
 * head. Its own thread: reading old segments must not hold up those who follow.
 */
final class PastEvents implements Agent {
    private static final int INBOX = 256;
    private static final int RECORDS_PER_TURN = 1_024;
    private static final long RECORDS_PER_PAGE_MAX = 1 << 18;
    private static final int PARKED_MAX = 8;

    private final EventFeed.Resources resources;
    private final FeedStates states;
    private final ManyToOneConcurrentArrayQueue<EventRequest> inbox = new ManyToOneConcurrentArrayQueue<>(INBOX);
    private final List<Reading> readings = new ArrayList<>();
    private final Deque<EventCursor> parked = new ArrayDeque<>();
    private final List<FeedEvent> read = new ArrayList<>();
    private volatile boolean isAsked;
    private volatile boolean isEnded;
    private @Nullable EventTail tail;

    /** One request, and where its reading has come to. */
    private static final class Reading {
        private final EventRequest request;
        private final EventCursor cursor;
        private final List<Item> items = new ArrayList<>();
        private int bytes;
        private long records;

        private Reading(EventRequest request, EventCursor cursor) {
            this.request = request;
            this.cursor = cursor;
        }

        private boolean isFull() {
            return items.size() >= request.itemsMax() || bytes >= EventRequest.BYTES_MAX;
        }
    }

    PastEvents(EventFeed.Resources resources, FeedStates states) {
        this.resources = resources;
        this.states = states;
    }

    /** Before the first request: whom to hand on to. */
    void handsOnTo(EventTail newTail) {
        tail = newTail;
    }

    /** The tail's thread: this one wants what is no longer in memory. */
    void ask(EventRequest request) {
        isAsked = true;
        if (isEnded) {
            request.sink.refused(new EventSink.Ended());
        } else if (!inbox.offer(request)) {
            request.sink.refused(new EventSink.Busy());
        }
    }

    /** Any thread: whether somebody is on the way to the head, so that it should not wait. */
    boolean isAsked() {
        return isAsked;
    }

    @Override
    public int doWork() {
        int work = inbox.drain(this::open);
        for (int i = readings.size() - 1; i >= 0; i--) {
            Reading reading = readings.get(i);
            boolean isDone = isDone(reading);
            if (isDone) readings.remove(i);
            work++;
        }
        isAsked = !readings.isEmpty() || !inbox.isEmpty();
        return work;
    }

    private boolean isDone(Reading reading) {
        try {
            return turn(reading);
        } catch (IOException | RuntimeException broken) { // of one reader: the others go on
            failed(broken);
            reading.request.sink.refused(new EventSink.Ended());
            close(reading.cursor);
            return true;
        }
    }

    private void open(EventRequest request) {
        try {
            long oldest = resources.firstSequence().ask();
            FeedState state = states.newest(Math.max(0, request.place.sequence() - 1));
            boolean isAllThere = state.sequence + 1 >= oldest;
            if (request.place.equals(EventPlace.OLDEST) && !isAllThere) {
                state = states.newest(oldestState(oldest));
                isAllThere = state.sequence + 1 >= oldest;
                request.place = EventPlace.behind(state.sequence);
            }
            if (!isAllThere) {
                request.sink.refused(new EventSink.TooOld(oldestState(oldest) + 1));
                return;
            }
            if (request.place.equals(EventPlace.OLDEST)) request.place = EventPlace.behind(oldest - 1);
            request.admitted();
            EventCursor found = parkedAt(request.place);
            EventCursor cursor =
                    found == null ? EventCursor.open(state, resources.journal(), resources.accounts()) : found;
            readings.add(new Reading(request, cursor));
        } catch (JournalDamagedException gone) {
            failed(gone);
            request.sink.refused(new EventSink.Ended());
        } catch (IOException failed) {
            failed(failed);
            request.sink.refused(new EventSink.Ended());
        }
    }

    /** The oldest state behind which all records are there: before it, nobody knows the holds and grants of then. */
    private long oldestState(long firstSequence) throws IOException {
        return states.list().stream()
                .filter(sequence -> sequence + 1 >= firstSequence)
                .findFirst()
                .orElse(0L);
    }

    /** Who reads page after page needs not begin again with each. */
    private @Nullable EventCursor parkedAt(EventPlace place) {
        for (Iterator<EventCursor> cursors = parked.iterator(); cursors.hasNext(); ) {
            EventCursor cursor = cursors.next();
            if (!EventPlace.behind(cursor.sequence()).equals(place)) continue;
            cursors.remove();
            return cursor;
        }
        return null;
    }

    private void park(EventCursor cursor) {
        parked.addFirst(cursor);
        if (parked.size() > PARKED_MAX) close(parked.removeLast());
    }

    /** Reads a little; whether it is done. */
    private boolean turn(Reading reading) throws IOException {
        EventRequest request = reading.request;
        EventTail head = tail;
        if (head == null || request.sink.isGone()) {
            close(reading.cursor);
            return true;
        }
        if (!request.isPage() && !request.sink.isReady()) return false;
        GrantBook grants = head.grants();
        long limit = head.headSequence();
        boolean hasMore = true;
        for (int i = 0; i < RECORDS_PER_TURN && hasMore && !reading.isFull(); i++) {
            hasMore = readRecord(reading, limit, grants);
        }
        if (!request.isPage()) return streamed(reading, head, hasMore);
        boolean isDone = !hasMore || reading.isFull() || reading.records >= RECORDS_PER_PAGE_MAX;
        if (!isDone) return false;
        boolean isAtRecord = request.place.index() == 0;
        request.sink.take(new Batch(reading.items, request.place, hasMore, request.place.sequence() - 1));
        if (isAtRecord && request.place.equals(EventPlace.behind(reading.cursor.sequence()))) park(reading.cursor);
        else close(reading.cursor);
        return true;
    }

    /** False where there is nothing more. */
    private boolean readRecord(Reading reading, long limit, GrantBook grants) throws IOException {
        EventRequest request = reading.request;
        read.clear();
        if (!reading.cursor.next(limit, read)) return false;
        reading.records++;
        if (reading.cursor.sequence() < request.place.sequence()) return true; // only on the way there
        EventPlace from = request.place;
        for (FeedEvent event : read) {
            if (event.place().compareTo(from) < 0) continue;
            if (reading.items.size() >= request.itemsMax()) {
                request.place = event.place();
                return true;
            }
            if (!request.filter.wants(event, grants)) continue;
            Item item = request.item(event);
            reading.items.add(item);
            reading.bytes += item.json().length;
        }
        request.place = EventPlace.behind(reading.cursor.sequence());
        return true;
    }

    private boolean streamed(Reading reading, EventTail head, boolean hasMore) throws IOException {
        EventRequest request = reading.request;
        boolean isReached = reading.cursor.sequence() >= request.place.sequence(); // and not only on the way there
        boolean isInsideRecord = isReached && request.place.index() > 0;
        boolean isNear = request.place.sequence() >= head.windowFrom();
        boolean isDone = isInsideRecord || isNear || !hasMore;
        if (!reading.items.isEmpty() && (reading.isFull() || isDone)) {
            request.sink.take(
                    new Batch(List.copyOf(reading.items), request.place, hasMore, request.place.sequence() - 1));
            reading.items.clear();
            reading.bytes = 0;
        }
        if (!isDone) return false;
        close(reading.cursor);
        head.ask(request); // a record with more events than fit is begun again, from the place in it
        return true;
    }

    private void failed(Exception broken) {
        resources.counters().increment(FlorinCounter.FEED_FAILURES);
        resources.counters().errorLog().record(broken);
    }

    private void close(EventCursor cursor) {
        try {
            cursor.close();
        } catch (IOException failed) {
            resources.counters().errorLog().record(failed);
        }
    }

    @Override
    public void onClose() {
        isEnded = true;
        inbox.drain(request -> request.sink.refused(new EventSink.Ended()));
        for (Reading reading : readings) {
            reading.request.sink.refused(new EventSink.Ended());
            close(reading.cursor);
        }
        parked.forEach(this::close);
    }

    @Override
    public String roleName() {
        return "florin-feed-past";
    }
}
