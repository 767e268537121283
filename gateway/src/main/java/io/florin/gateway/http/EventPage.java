package io.florin.gateway.http;

import io.florin.gateway.Events;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page of events on its way to one request. Called by the feed, answers on the event loop. */
final class EventPage implements Events.Sink {
    private final Later later;
    private final long number;
    private final Parameters parameters;
    private final ResponseWriter writer;
    private final int epoch;

    EventPage(Later later, Exchange exchange, Parameters parameters, ResponseWriter writer, int epoch) {
        this.later = later;
        this.number = exchange.number;
        this.parameters = parameters;
        this.writer = writer;
        this.epoch = epoch;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean isGone() {
        return later.isGone();
    }

    @Override
    public void take(Events.Batch batch) {
        later.answer(number, (exchange, out) -> write(batch, exchange, out));
    }

    @Override
    public void refused(Events.Reason reason, long position) {
        later.answer(number, (exchange, out) -> {
            throw EventQuestions.refusal(reason, position, parameters);
        });
    }

    private void write(Events.Batch batch, Exchange exchange, ByteBuf out) {
        String cursor =
                new Cursor(Cursor.EVENTS, batch.next().sequence(), batch.next().index()).text();
        writer.begin().raw("{\"data\":[");
        boolean isFirst = true;
        for (Events.Item item : batch.items()) {
            if (!isFirst) writer.raw(",");
            writer.bytes(item.json());
            isFirst = false;
        }
        writer.raw("],\"has_more\":").raw(Boolean.toString(batch.hasMore()));
        writer.raw(",\"next_cursor\":\"").raw(cursor).raw("\"}");
        exchange.moreHeaders = "\r\nFlorin-Sequence: " + Math.max(0, batch.upTo()) + ";epoch=" + epoch
                + (batch.hasMore() ? "\r\nLink: <" + target(cursor) + ">; rel=\"next\"" : "");
        writer.write(out, 200, ResponseWriter.JSON, exchange, null);
    }

    private String target(String cursor) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, String> parameter : parameters.values().entrySet()) {
            boolean isPlace =
                    parameter.getKey().equals("from") || parameter.getKey().equals("cursor");
            if (!isPlace) all.add(parameter.getKey() + "=" + parameter.getValue());
        }
        all.add("cursor=" + cursor);
        return Route.EVENTS.path() + "?" + String.join("&", all);
    }
}
