package io.florin.ops;

import io.florin.feed.EventFeed;
import io.florin.feed.EventFilter;
import io.florin.feed.EventPlace;
import io.florin.feed.EventSink;
import io.florin.feed.EventType;
import io.florin.gateway.Events;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The feed, as the gateway's doors see it. Any thread. */
final class FeedEvents implements Events {
    private static final Map<String, EventType> TYPES_BY_LABEL =
            Arrays.stream(EventType.values()).collect(Collectors.toMap(EventType::label, Function.identity()));

    private final EventFeed feed;

    FeedEvents(EventFeed feed) {
        this.feed = feed;
    }

    @Override
    public void page(Query query, Place from, int limit, Sink sink) {
        feed.page(filter(query), place(from), limit, new Outlet(sink));
    }

    @Override
    public void follow(Query query, Place from, Sink sink) {
        feed.follow(filter(query), place(from), new Outlet(sink));
    }

    private static EventFilter filter(Query query) {
        var types = query.types().stream().map(FeedEvents::type).collect(Collectors.toSet());
        return new EventFilter(query.principal(), types, query.ledger(), query.account(), query.areAmountsText());
    }

    private static EventType type(String label) {
        EventType type = TYPES_BY_LABEL.get(label);
        if (type == null) throw new IllegalArgumentException("no event has this type: type=" + label);
        return type;
    }

    private static EventPlace place(Place place) {
        if (place.equals(Place.OLDEST)) return EventPlace.OLDEST;
        return place.equals(Place.NOW) ? EventPlace.NOW : new EventPlace(place.sequence(), place.index());
    }

    private record Outlet(Sink sink) implements EventSink {
        @Override
        public boolean isReady() {
            return sink.isReady();
        }

        @Override
        public boolean isGone() {
            return sink.isGone();
        }

        @Override
        public void take(EventSink.Batch batch) {
            List<Events.Item> items = batch.items().stream()
                    .map(item -> new Events.Item(item.id(), item.json()))
                    .toList();
            var next = new Place(batch.next().sequence(), batch.next().index());
            sink.take(new Events.Batch(items, next, batch.hasMore(), batch.upTo()));
        }

        @Override
        public void refused(Refusal refusal) {
            if (refusal instanceof TooOld old) {
                sink.refused(Reason.TOO_OLD, old.oldestSequence());
            } else if (refusal instanceof BeyondTheEnd end) {
                sink.refused(Reason.BEYOND_THE_END, end.lastSequence());
            } else {
                sink.refused(reason(refusal), 0);
            }
        }

        private static Reason reason(Refusal refusal) {
            if (refusal instanceof NotGranted) return Reason.NOT_GRANTED;
            if (refusal instanceof UnknownLedger) return Reason.UNKNOWN_LEDGER;
            return refusal instanceof Busy ? Reason.BUSY : Reason.UNAVAILABLE;
        }
    }
}
