package io.florin.gateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a request that creates or changes something: decided, recorded, and as durable as it says.
 *
 * @param position of the request's last event.
 * @param timestampNs T, of the last event; event i of n has T − n + i + 1. ns since the epoch.
 * @param durability what the answer has reached.
 * @param isReplayed whether this is the stored answer of an earlier, equal request.
 * @param events how many events the request had.
 * @param notCreated those that are not {@code created} or {@code applied}, by index; empty if all are.
 * @param done what became of all events that are not listed: {@code created}, or {@code applied} for limits and status.
 * @param stamps when the request passed which stage, if asked for.
 */
public record Results(
        Position position,
        long timestampNs,
        Durability durability,
        boolean isReplayed,
        int events,
        List<EventResult> notCreated,
        String done,
        Optional<Stamps> stamps) {

    static final String CREATED = "created";
    static final String APPLIED = "applied";

    /** Whether every event was created or applied now or, with the same fields, created before. */
    public boolean isSuccess() {
        for (EventResult result : notCreated) {
            if (!result.isExisting()) return false;
        }
        return true;
    }

    /** Answers to requests of one event each, in order, as if they had been one request. */
    static Results together(List<Results> single) {
        Results last = single.getLast();
        List<EventResult> notCreated = new ArrayList<>();
        boolean areReplayed = true;
        for (Results one : single) {
            notCreated.addAll(one.notCreated());
            areReplayed &= one.isReplayed();
            if (one.position().sequence() > last.position().sequence()) last = one;
        }
        return new Results(
                last.position(),
                last.timestampNs(),
                last.durability(),
                areReplayed,
                single.size(),
                notCreated,
                last.done(),
                Optional.empty());
    }

    /** The result of one event by name. */
    public String code(int index) {
        for (EventResult result : notCreated) {
            if (result.index() == index) return result.code();
        }
        return done;
    }
}
