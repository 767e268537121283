package io.florin.gateway.client;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a request that creates: decided, recorded, and as durable as it says.
 *
 * @param position of the request's last event.
 * @param timestampNs T, of the last event; event i of n has T − n + i + 1. ns since the epoch.
 * @param durability what the answer has reached.
 * @param isReplayed whether this is the stored answer of an earlier, equal request.
 * @param events how many events the request had.
 * @param notCreated those that are not {@code created}, by index; empty if all are.
 * @param stamps when the request passed which stage, if asked for.
 */
public record Results(
        Position position,
        long timestampNs,
        Durability durability,
        boolean isReplayed,
        int events,
        List<EventResult> notCreated,
        Optional<Stamps> stamps) {

    /** Whether every event was created now or, with the same fields, before. */
    public boolean isSuccess() {
        for (EventResult result : notCreated) {
            if (!result.isExisting()) return false;
        }
        return true;
    }

    /** The result of one event by name. */
    public String code(int index) {
        for (EventResult result : notCreated) {
            if (result.index() == index) return result.code();
        }
        return "created";
    }
}
