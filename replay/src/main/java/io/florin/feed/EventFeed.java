package io.florin.feed;

import io.florin.counters.Counters;
import io.florin.journal.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;

/**
 * What happened, for whoever wants to know: the door of the feed. Any thread may ask; answers come on the feed's own.
 */
public final class EventFeed {
    private final Resources resources;
    private final EventTail tail;
    private final PastEvents past;

    /**
     * What it works with; it closes none of these.
     *
     * @param data where its states are, or are made.
     * @param released sequence up to which the world may know; any thread.
     * @param firstSequence of the first record that is retained; may read files.
     * @param clocks a clock that only moves forward, and where everything is counted.
     */
    public record Resources(
            Disk disk,
            Path data,
            JournalSource journal,
            AccountLedgers accounts,
            LongSupplier released,
            FirstSequence firstSequence,
            Clocks clocks) {
        Counters counters() {
            return clocks.counters();
        }

        LongSupplier monotonicNs() {
            return clocks.monotonicNs();
        }
    }

    /** Where time comes from, and where everything is counted. */
    public record Clocks(LongSupplier monotonicNs, Counters counters) {}

    /** Asks the journal's directory. */
    @FunctionalInterface
    public interface FirstSequence {
        long ask() throws IOException;
    }

    private EventFeed(Resources resources, EventTail tail, PastEvents past) {
        this.resources = resources;
        this.tail = tail;
        this.past = past;
    }

    /** Goes on where its newest state ends. */
    public static EventFeed open(Resources resources) throws IOException {
        var states = new FeedStates(resources.disk(), resources.data());
        var past = new PastEvents(resources, states);
        var tail = new EventTail(resources, states, past);
        past.handsOnTo(tail);
        return new EventFeed(resources, tail, past);
    }

    /** What must run for it, each on a thread of its own, and be closed. */
    public List<Agent> agents() {
        return List.of(tail, past);
    }

    /** So many events from this place on, or fewer: one answer. */
    public void page(EventFilter filter, EventPlace from, int limit, EventSink sink) {
        tail.ask(new EventRequest(filter, from, limit, resources.released().getAsLong(), sink));
    }

    /** All events from this place on, until the sink is gone. */
    public void follow(EventFilter filter, EventPlace from, EventSink sink) {
        tail.ask(new EventRequest(filter, from, 0, resources.released().getAsLong(), sink));
    }
}
