package io.florin.feed;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.feed.EventSink.Batch;
import io.florin.feed.EventSink.Item;
import io.florin.journal.RegisteredReaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * Reads behind the road, and serves everybody who is near its head from memory. While nobody asks, it keeps to a
 * twentieth of a core: the road is worth more than a feed that nobody reads.
 */
final class EventTail implements Agent {
    private static final String READER = "feed";
    private static final int WINDOW_EVENTS = 16_384;
    private static final int RECORDS_PER_DUTY = 1_024;
    private static final int EVENTS_PER_LOOK = 4_096;
    private static final int INBOX = 1_024;
    private static final int IDLE_RECORDS_PER_SECOND = 50_000;
    private static final long STATE_EVERY_RECORDS = 1 << 18;
    private static final long STATE_EVERY_HOLDS = 8;
    private static final long STATE_RECORDS_MIN = 1_024;
    private static final long STATE_EVERY_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long NEWS_EVERY_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final EventFeed.Resources resources;
    private final FeedStates states;
    private final RegisteredReaders readers;
    private final PastEvents past;
    private final EventCursor cursor;
    private final EventWindow window;
    private final ManyToOneConcurrentArrayQueue<EventRequest> inbox = new ManyToOneConcurrentArrayQueue<>(INBOX);
    private final List<EventRequest> early = new ArrayList<>();
    private final List<EventRequest> followers = new ArrayList<>();
    private final List<FeedEvent> read = new ArrayList<>();

    private volatile long headSequence;
    private volatile GrantBook grants;
    private volatile boolean isEnded;
    private long savedSequence;
    private long keptSequence;
    private long savedNs;
    private long secondNs;
    private int readInSecond;

    EventTail(EventFeed.Resources resources, FeedStates states, PastEvents past) throws IOException {
        this.resources = resources;
        this.states = states;
        this.past = past;
        this.readers = RegisteredReaders.of(resources.disk(), resources.data());
        FeedState state = states.newest(Long.MAX_VALUE);
        this.savedSequence = state.sequence;
        this.keptSequence = state.sequence;
        this.headSequence = state.sequence;
        this.grants = state.grants;
        this.window = new EventWindow(WINDOW_EVENTS, state.sequence);
        this.cursor = EventCursor.open(state, resources.journal(), resources.accounts());
        this.savedNs = resources.monotonicNs().getAsLong();
        readers.moved(READER, state.sequence);
    }

    /** Any thread: somebody asks. */
    void ask(EventRequest request) {
        if (isEnded) {
            request.sink.refused(new EventSink.Ended());
        } else if (!inbox.offer(request)) {
            request.sink.refused(new EventSink.Busy());
        }
    }

    /** Any thread: of the last record that was read. */
    long headSequence() {
        return headSequence;
    }

    /** Any thread: as they stand at the head. */
    GrantBook grants() {
        return grants;
    }

    /** Any thread: whoever wants nothing before this sequence is served from memory. */
    long windowFrom() {
        return window.from();
    }

    @Override
    public int doWork() {
        if (isEnded) return 0;
        try {
            int work = inbox.drain(early::add);
            int records = poll();
            answerEarly();
            int served = serveFollowers();
            save(false);
            return work + records + served;
        } catch (IOException | RuntimeException broken) { // a damaged journal, or a bug: money does not wait for either
            end(broken);
            return 0;
        }
    }

    private int poll() throws IOException {
        int allowed = allowedRecords();
        int records = 0;
        long limit = resources.released().getAsLong();
        read.clear();
        while (records < allowed && cursor.next(limit, read)) records++;
        read.forEach(window::add);
        if (records > 0) {
            grants = cursor.state().grants;
            headSequence = cursor.sequence();
            readInSecond += records;
        }
        Counters counters = resources.counters();
        counters.set(FlorinCounter.FEED_SEQUENCE, headSequence);
        counters.set(FlorinCounter.FEED_LAG, Math.max(0, limit - headSequence));
        return records;
    }

    private int allowedRecords() {
        if (!early.isEmpty() || !followers.isEmpty() || past.isAsked()) return RECORDS_PER_DUTY;
        long nowNs = resources.monotonicNs().getAsLong();
        if (nowNs - secondNs >= SECOND_NS) {
            secondNs = nowNs;
            readInSecond = 0;
        }
        return Math.min(RECORDS_PER_DUTY, Math.max(0, IDLE_RECORDS_PER_SECOND - readInSecond));
    }

    // Who asks.

    /** Grants must be known as they stood when somebody asked, and the end of the journal too. */
    private void answerEarly() {
        for (int i = early.size() - 1; i >= 0; i--) {
            EventRequest request = early.get(i);
            if (headSequence < request.dueSequence && !request.sink.isGone()) continue;
            early.remove(i);
            if (!request.sink.isGone()) admit(request);
        }
    }

    private void admit(EventRequest request) {
        EventFilter filter = request.filter;
        boolean namesLedger = filter.ledger() != EventFilter.EVERY_LEDGER;
        if (namesLedger && !grants.mayRead(filter.principal(), (int) filter.ledger())) {
            request.sink.refused(new EventSink.UnknownLedger());
            return;
        }
        if (!grants.mayReadAnything(filter.principal())) {
            request.sink.refused(new EventSink.NotGranted());
            return;
        }
        if (request.place.equals(EventPlace.NOW)) request.place = EventPlace.behind(headSequence);
        if (request.place.sequence() > headSequence + 1) {
            request.sink.refused(new EventSink.BeyondTheEnd(headSequence));
        } else if (request.place.sequence() < window.from()) {
            past.ask(request);
        } else {
            request.windowIndex = window.indexOf(request.place);
            request.takenNs = resources.monotonicNs().getAsLong();
            request.admitted();
            followers.add(request);
        }
    }

    private int serveFollowers() {
        int served = 0;
        for (int i = followers.size() - 1; i >= 0; i--) {
            EventRequest request = followers.get(i);
            if (request.sink.isGone()) {
                followers.remove(i);
            } else if (!grants.mayReadAnything(request.filter.principal())) {
                followers.remove(i);
                request.sink.refused(new EventSink.NotGranted());
            } else if (window.hasLost(request.windowIndex)) {
                followers.remove(i);
                past.ask(request);
            } else if (request.sink.isReady()) {
                if (serve(request)) followers.remove(i);
                served++;
            }
        }
        return served;
    }

    /** Whether it was a page, and is done. */
    private boolean serve(EventRequest request) {
        long end = Math.min(window.end(), request.windowIndex + EVENTS_PER_LOOK);
        if (!request.isPage() && request.windowIndex == end && !isNewsDue(request)) return false;
        List<Item> items = new ArrayList<>();
        long index = request.windowIndex;
        int bytes = 0;
        while (index < end && items.size() < request.itemsMax() && bytes < EventRequest.BYTES_MAX) {
            FeedEvent event = window.at(index++);
            request.place = event.next();
            if (!request.filter.wants(event, grants)) continue;
            Item item = request.item(event);
            items.add(item);
            bytes += item.json().length;
        }
        request.windowIndex = index;
        boolean hasMore = index < window.end();
        if (!hasMore) request.place = EventPlace.behind(headSequence);
        if (items.isEmpty() && !request.isPage() && !isNewsDue(request)) return false;
        request.takenNs = resources.monotonicNs().getAsLong();
        request.sink.take(new Batch(items, request.place, hasMore, request.place.sequence() - 1));
        return request.isPage();
    }

    /** A stream that sees nothing for long should still know how far it has come. */
    private boolean isNewsDue(EventRequest request) {
        return resources.monotonicNs().getAsLong() - request.takenNs >= NEWS_EVERY_NS;
    }

    // Its state.

    private void save(boolean isLast) throws IOException {
        FeedState state = cursor.state();
        long records = state.sequence - savedSequence;
        if (records == 0 || !cursor.isBetweenRequests()) return;
        long nowNs = resources.monotonicNs().getAsLong();
        long every = Math.max(STATE_EVERY_RECORDS, STATE_EVERY_HOLDS * state.holds.size());
        boolean isTime = records >= STATE_RECORDS_MIN
                && records >= STATE_EVERY_HOLDS * state.holds.size()
                && nowNs - savedNs >= STATE_EVERY_NS;
        if (!isLast && records < every && !isTime) return;
        states.save(state);
        if (savedSequence - keptSequence < STATE_EVERY_RECORDS && savedSequence > keptSequence) {
            states.remove(savedSequence); // near another one
        } else {
            keptSequence = savedSequence;
        }
        savedSequence = state.sequence;
        savedNs = nowNs;
        readers.moved(READER, savedSequence);
    }

    private void end(Exception broken) {
        isEnded = true;
        resources.counters().increment(FlorinCounter.FEED_FAILURES);
        resources.counters().errorLog().record(broken);
        refuseAll();
    }

    private void refuseAll() {
        inbox.drain(early::add);
        early.forEach(request -> request.sink.refused(new EventSink.Ended()));
        followers.forEach(request -> request.sink.refused(new EventSink.Ended()));
        early.clear();
        followers.clear();
    }

    @Override
    public void onClose() {
        try (EventCursor closing = cursor) {
            if (!isEnded && closing.isBetweenRequests()) save(true);
        } catch (IOException failed) {
            resources.counters().errorLog().record(failed);
        }
        isEnded = true;
        refuseAll();
    }

    @Override
    public String roleName() {
        return "florin-feed";
    }
}
