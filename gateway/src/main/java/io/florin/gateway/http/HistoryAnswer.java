package io.florin.gateway.http;

import io.florin.gateway.History;
import io.florin.gateway.History.Found;
import io.florin.gateway.History.Position;
import io.florin.gateway.session.NodeState;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** History on its way to one request. Called by whoever keeps it, answers on the event loop. */
final class HistoryAnswer implements History.Sink {
    /** How old an answer may be without being marked. */
    private static final long BEHIND_MS = TimeUnit.SECONDS.toMillis(2);

    private final Later later;
    private final long number;
    private final RequestHead head;
    private final HistoryWriter writer;
    private final NodeState node;

    HistoryAnswer(Later later, Exchange exchange, RequestHead head, ResponseWriter writer, NodeState node) {
        this.later = later;
        this.number = exchange.number;
        this.head = head;
        this.writer = new HistoryWriter(writer);
        this.node = node;
    }

    @Override
    public boolean isGone() {
        return later.isGone();
    }

    @Override
    public void take(Position position, Found found) {
        later.answer(number, (exchange, out) -> write(position, found, exchange, out));
    }

    @Override
    public void refused(History.Refusal refusal) {
        later.answer(number, (exchange, out) -> {
            throw HistoryQuestions.refusal(refusal);
        });
    }

    private void write(Position position, Found found, Exchange exchange, ByteBuf out) {
        String next = next(found);
        exchange.moreHeaders = "\r\nFlorin-Sequence: " + position.sequence() + ";epoch=" + position.epoch()
                + lag(position) + (next.isEmpty() ? "" : "\r\nLink: <" + target(next) + ">; rel=\"next\"");
        boolean isCsv = head.route() == Route.STATEMENT && HistoryQuestions.isCsv(head.parameters());
        if (isCsv) writer.csv((History.Lines) found);
        else writer.json(found, head.route(), next, exchange.areAmountsText);
        writer.send(out, isCsv, exchange);
    }

    /** How old the answer is: 0 where it has all that was ever answered. */
    private String lag(Position position) {
        boolean isComplete = position.sequence() >= node.releasedSequence();
        long lagNs = isComplete ? 0 : Math.max(0, node.nowNs() - position.recordedNs());
        long lagMs = TimeUnit.NANOSECONDS.toMillis(lagNs);
        return "\r\nFlorin-Read-Lag-Ms: " + lagMs + (lagMs > BEHIND_MS ? "\r\nFlorin-Read-Behind: true" : "");
    }

    private String next(Found found) {
        History.Place place =
                switch (found) {
                    case History.Objects objects -> objects.next();
                    case History.Lines lines -> lines.next();
                    case History.Balance balance -> null;
                    case History.Sheet sheet -> null;
                    case History.Days days -> null;
                };
        if (place == null) return "";
        return new Cursor(HistoryQuestions.list(head.route()), place.sequence(), place.part()).text();
    }

    private String target(String cursor) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, String> parameter : head.parameters().values().entrySet()) {
            if (!parameter.getKey().equals("cursor")) all.add(parameter.getKey() + "=" + parameter.getValue());
        }
        all.add("cursor=" + cursor);
        return head.path() + "?" + String.join("&", all);
    }
}
