package io.florin.feed;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing that happened, as a record of the journal tells it. Belongs to the thread that read it. */
final class FeedEvent {
    private final EventPlace place;
    private final Stamp stamp;
    private final EventType type;
    private final UUID subject;
    private final EventData data;
    private boolean isLastOfRecord;
    private byte @Nullable [] numbers;
    private byte @Nullable [] texts;

    /** When it was decided, and under which leader. */
    record Stamp(long timestampNs, int epoch) {}

    FeedEvent(EventPlace place, Stamp stamp, EventType type, UUID subject, EventData data) {
        this.place = place;
        this.stamp = stamp;
        this.type = type;
        this.subject = subject;
        this.data = data;
    }

    /** The last event of a record has the plain sequence for its id: whoever has seen it is done with the record. */
    void lastOfRecord() {
        isLastOfRecord = true;
    }

    EventPlace place() {
        return place;
    }

    Stamp stamp() {
        return stamp;
    }

    EventType type() {
        return type;
    }

    UUID subject() {
        return subject;
    }

    EventData data() {
        return data;
    }

    /** What a client names to go on behind it. */
    String id() {
        return isLastOfRecord ? Long.toString(place.sequence()) : place.sequence() + "." + (place.index() + 1);
    }

    EventPlace next() {
        return isLastOfRecord
                ? EventPlace.behind(place.sequence())
                : new EventPlace(place.sequence(), place.index() + 1);
    }

    /** As JSON, with amounts as numbers or as strings; made once for all who want it. */
    byte[] json(boolean areAmountsText) {
        byte[] made = areAmountsText ? texts : numbers;
        if (made != null) return made;
        byte[] json = EventJson.of(this, areAmountsText);
        if (areAmountsText) texts = json;
        else numbers = json;
        return json;
    }
}
