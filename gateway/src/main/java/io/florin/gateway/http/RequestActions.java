package io.florin.gateway.http;

import io.florin.gateway.Events;
import io.florin.gateway.History;
import io.florin.gateway.Interior;
import io.florin.gateway.LedgerNames;
import io.florin.gateway.session.Durabilities;
import io.florin.gateway.session.NodeState;
import io.florin.pipeline.Answers;
import io.florin.protocol.IdText;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.MayAdministerEncoder;
import io.florin.protocol.codec.Reason;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Does what a request asks for: hands it to the ring, or answers at once. One event loop; used by all its connections.
 */
final class RequestActions {
    private static final int ID_LENGTH = IdEncoder.ENCODED_LENGTH;
    private static final String KEY_MISSING = "send an Idempotency-Key: it tells a second attempt from another request";
    private static final int TRACE_ID_FROM = 3;
    private static final int TRACE_ID_HALF = 16;

    private final Interior interior;
    private final NodeState node;
    private final CommandPublisher publisher;
    private final ResponseWriter writer;
    private final BodyReader bodies;
    private final RequestKey requestKey = new RequestKey();
    private final IdText id = new IdText();
    private final UnsafeBuffer everyLedger = new UnsafeBuffer(new byte[MayAdministerEncoder.BLOCK_LENGTH]);
    private final UnsafeBuffer lookupRow = new UnsafeBuffer(new byte[ID_LENGTH]);
    private final IdEncoder lookupId = new IdEncoder();
    private final IdDecoder rowId = new IdDecoder();

    RequestActions(Interior interior, CommandPublisher publisher, ResponseWriter writer) {
        this.interior = interior;
        this.node = interior.node();
        this.publisher = publisher;
        this.writer = writer;
        this.bodies = new BodyReader(interior.ledgers());
    }

    /** A batch of lines that is about to come in. */
    ArrivingLines lines(RequestHead head, Exchange exchange, int lineLengthMax) {
        var digest = new BodyDigest(exchange.contentDigest);
        return new ArrivingLines(bodies, bodies.events(head.route()), digest, lineLengthMax);
    }

    /**
     * Sends the request on its way through the ring.
     *
     * @throws RequestFault if it is refused: not executed.
     */
    void submit(RequestHead head, Exchange exchange, byte[] body, int length, Answers answers) {
        if (!Durabilities.reaches(node.durability(), head.preferences().durability())) {
            throw RequestFault.of("durability_unavailable");
        }
        publisher.begin(exchange.principal, exchange.share).notAfter(head.notAfterNs());
        trace(exchange.traceparent);
        switch (head.route()) {
            case CREATE_ACCOUNT, CREATE_TRANSFER, CREATE_HOLD, POST_HOLD, VOID_HOLD ->
                createOne(head, exchange, body, length, answers);
            case CREATE_ACCOUNTS, CREATE_TRANSFERS -> createMany(head, exchange, body, length, answers);
            case ACCOUNT, TRANSFER, HOLD, OUTCOME -> lookup(head, exchange, answers);
            case ACCOUNT_LIMITS, ACCOUNT_STATUS, GRANT, CAPACITIES, CLOSE_DAY ->
                control(head, exchange, body, length, answers);
            default -> throw new IllegalArgumentException("no command: route=" + head.route());
        }
    }

    /**
     * Asks the ledger whether the principal is an administrator; the answer to the request comes behind that.
     *
     * @throws RequestFault if the ring does not take the question.
     */
    void askForRight(RequestHead head, Exchange exchange, Answers answers) {
        exchange.askedFor = head;
        exchange.events = 1;
        publisher.begin(exchange.principal, exchange.share);
        trace(exchange.traceparent);
        publish(MayAdministerEncoder.TEMPLATE_ID, exchange, everyLedger, MayAdministerEncoder.BLOCK_LENGTH, answers);
    }

    /**
     * Appends the response to a request that does not pass the ring.
     *
     * @throws RequestFault if it is refused.
     */
    void respond(RequestHead head, Exchange exchange, ByteBuf out) {
        switch (head.route()) {
            case PROBLEM -> problem(exchange, out);
            case OPENAPI -> document(Documents.OPENAPI, exchange, out);
            case DOCS -> document(Documents.PAGE, exchange, out);
            case DOCS_FILE -> document(exchange.name, exchange, out);
            case LIVE -> health(node.isLive(), exchange, out);
            case READY -> health(node.isLive() && node.isReady(), exchange, out);
            case STATUS -> status(exchange, out);
            case LEDGERS -> ledgers(exchange, out);
            default -> throw new IllegalArgumentException("passes the ring: route=" + head.route());
        }
    }

    /**
     * Whether the node has come to the position that the read asks for.
     *
     * @throws RequestFault if it never will: another node leads by now.
     */
    boolean isReached(RequestHead head) {
        MinimumPosition minimum = head.minimum();
        if (!minimum.isAsked()) return true;
        if (minimum.epoch() > node.epoch()) throw RequestFault.of("not_primary");
        return reached(head) >= minimum.sequence();
    }

    /** What is answered from history is as late as that is. */
    private long reached(RequestHead head) {
        return head.route().isOfHistory() ? interior.history().sequence() : node.releasedSequence();
    }

    /** The position was not reached in time. */
    RequestFault late(RequestHead head) {
        long released = Math.max(0, reached(head));
        String what = head.route().isOfHistory() ? "history" : "this node";
        return RequestFault.of(
                "min_sequence_timeout",
                what + " is at sequence " + released + ", " + (head.minimum().sequence() - released)
                        + " before the one asked for");
    }

    /** Asks for a page of events; the answer comes later. */
    void page(RequestHead head, Exchange exchange, Later later) {
        Events.Query query = EventQuestions.query(head.parameters(), exchange);
        Events.Place from = EventQuestions.pageFrom(head.parameters());
        int limit = EventQuestions.limit(head.parameters());
        var page = new EventPage(later, exchange, head.parameters(), writer, node.epoch());
        interior.events().page(query, from, limit, page);
    }

    /** Asks for history; the answer comes later. */
    void askHistory(RequestHead head, Exchange exchange, Later later) {
        History.Query query = HistoryQuestions.query(head, exchange);
        interior.history().ask(exchange.principal, query, new HistoryAnswer(later, exchange, head, writer, node));
    }

    /** Has a stream follow events. */
    void follow(RequestHead head, Exchange exchange, EventStream stream) {
        Events.Query query = EventQuestions.query(head.parameters(), exchange);
        interior.events().follow(query, EventQuestions.streamFrom(head.parameters(), head.lastEventId()), stream);
    }

    /** Looks up, right behind a command, the object that it created or changed; false if the ring does not take it. */
    boolean lookUp(Exchange exchange, Answers answers) {
        boolean isTransfer = exchange.route != null && exchange.route.isOfTransfers();
        int templateId = isTransfer ? LookupTransfersEncoder.TEMPLATE_ID : LookupAccountsEncoder.TEMPLATE_ID;
        lookupId.wrap(lookupRow, 0).high(exchange.ids[0]).low(exchange.ids[1]);
        publisher.begin(exchange.principal, exchange.share);
        trace(exchange.traceparent);
        return publisher.publish(templateId, lookupRow, ID_LENGTH, 1, answers, exchange.number) == 0;
    }

    private void ledgers(Exchange exchange, ByteBuf out) {
        writer.begin().raw("{\"data\":[");
        boolean isFirst = true;
        for (LedgerNames.Entry entry : interior.ledgers().entries()) {
            writer.raw(isFirst ? "{\"ledger\":" : ",{\"ledger\":").number(entry.number());
            if (!entry.currency().isEmpty()) writer.raw(",\"currency\":").text(entry.currency());
            writer.raw(",\"exponent\":").number(entry.exponent());
            writer.raw(",\"name\":").text(entry.name()).raw("}");
            isFirst = false;
        }
        writer.raw("]}");
        writer.write(out, 200, ResponseWriter.JSON, exchange, null);
    }

    private void createOne(RequestHead head, Exchange exchange, byte[] body, int length, Answers answers) {
        EventReader reader = bodies.events(head.route());
        if (head.route().settlesHold()) {
            name(exchange, "pending_id");
            reader.about(id.high(), id.low());
        }
        bodies.readOne(reader, body, length);
        if (!reader.hasId()) idFromKey(head, exchange, reader);
        exchange.id(reader.idHigh(), reader.idLow());
        exchange.events = 1;
        if (!isIdOf(reader, head)) key(head, exchange, bodies.rows(), reader.rowLength());
        publish(head, exchange, bodies.rows(), reader.rowLength(), answers);
    }

    /** API.md, section 2: what the id of the object is if only a key was given. */
    private void idFromKey(RequestHead head, Exchange exchange, EventReader reader) {
        if (head.key().isEmpty()) throw RequestFault.of("idempotency_key_missing");
        if (id.parse(head.key()) && id.isTimeOrdered()) {
            reader.setId(id.high(), id.low());
            return;
        }
        if (head.route().isOfTransfers() && !node.isAnyId()) throw RequestFault.of("idempotency_key_not_time_ordered");
        requestKey.of(exchange.principal, head.route().method(), head.path(), head.key());
        reader.setId(requestKey.high(), requestKey.low());
    }

    private void createMany(RequestHead head, Exchange exchange, byte[] body, int length, Answers answers) {
        EventReader reader = bodies.events(head.route());
        ArrivingLines lines = exchange.lines;
        exchange.lines = null;
        MutableDirectBuffer rows = lines == null ? bodies.rows() : lines.rows();
        int events = lines == null ? bodies.readArray(reader, body, length) : lines.end();
        if (exchange.isAtomic) BodyReader.link(reader, rows, events);
        exchange.events = events;
        exchange.ids = new long[2 * events];
        for (int i = 0; i < events; i++) {
            rowId.wrap(rows, i * reader.rowLength()); // a row begins with its id
            exchange.ids[2 * i] = rowId.high();
            exchange.ids[2 * i + 1] = rowId.low();
        }
        key(head, exchange, rows, reader.rowLength());
        publish(head, exchange, rows, reader.rowLength(), answers);
    }

    /** A key that is the id already guards the request by that id; every other one goes with it. */
    private boolean isIdOf(EventReader reader, RequestHead head) {
        return id.parse(head.key()) && id.high() == reader.idHigh() && id.low() == reader.idLow();
    }

    private void key(RequestHead head, Exchange exchange, MutableDirectBuffer rows, int rowLength) {
        if (head.key().isEmpty()) return;
        requestKey.of(exchange.principal, head.route().method(), head.path(), head.key());
        long hash = requestKey.bodyHash(head.route().templateId(), rows, exchange.events * rowLength);
        publisher.key(requestKey.high(), requestKey.low(), hash);
    }

    /** Nothing here has an id that would tell a second attempt from the first, so there must be a key. */
    private void control(RequestHead head, Exchange exchange, byte[] body, int length, Answers answers) {
        if (head.key().isEmpty()) throw RequestFault.of("idempotency_key_missing", KEY_MISSING);
        RowReader reader = bodies.control(head.route(), head.expectedVersion());
        if (head.route().isNamed()) {
            name(exchange, "id");
            reader.about(id.high(), id.low());
            exchange.id(id.high(), id.low());
        }
        bodies.readOne(reader, body, length);
        exchange.version = head.expectedVersion() + 1;
        exchange.events = 1;
        key(head, exchange, bodies.rows(), reader.rowLength());
        publish(head, exchange, bodies.rows(), reader.rowLength(), answers);
    }

    private void lookup(RequestHead head, Exchange exchange, Answers answers) {
        name(exchange, "id");
        lookupId.wrap(lookupRow, 0).high(id.high()).low(id.low());
        exchange.events = 1;
        publish(head, exchange, lookupRow, ID_LENGTH, answers);
    }

    /** The id in the path. */
    private void name(Exchange exchange, String param) {
        if (!id.parse(exchange.name)) throw RequestFault.invalid(param, "must be a UUID or a ULID");
    }

    private void publish(
            RequestHead head, Exchange exchange, MutableDirectBuffer rows, int rowLength, Answers answers) {
        publish(head.route().templateId(), exchange, rows, rowLength, answers);
    }

    private void publish(int templateId, Exchange exchange, MutableDirectBuffer rows, int rowLength, Answers answers) {
        int refusal = publisher.publish(templateId, rows, rowLength, exchange.events, answers, exchange.number);
        if (refusal == 0) return;
        Reason reason = Reason.get(refusal);
        throw RequestFault.of(reason.name().toLowerCase(Locale.ROOT));
    }

    private void trace(String traceparent) {
        if (traceparent.isEmpty()) return;
        int middle = TRACE_ID_FROM + TRACE_ID_HALF;
        long high = Long.parseUnsignedLong(traceparent, TRACE_ID_FROM, middle, 16);
        publisher.trace(high, Long.parseUnsignedLong(traceparent, middle, middle + TRACE_ID_HALF, 16));
    }

    private void problem(Exchange exchange, ByteBuf out) {
        Problem problem = ProblemCatalogue.instance().find(exchange.name);
        if (problem == null) throw RequestFault.of("resource_not_found");
        writer.begin()
                .raw("{\"code\":\"")
                .raw(problem.code())
                .raw("\",\"title\":")
                .text(problem.title());
        if (problem.httpStatus() != Problem.NONE) writer.raw(",\"status\":").number(problem.httpStatus());
        if (!problem.param().isEmpty()) writer.raw(",\"param\":").text(problem.param());
        writer.raw(",\"retryable\":").raw(Boolean.toString(problem.isRetryable()));
        writer.raw(",\"advice\":").text(problem.advice()).raw("}");
        writer.write(out, 200, ResponseWriter.JSON, exchange, null);
    }

    private void document(String name, Exchange exchange, ByteBuf out) {
        Documents.Document document = Documents.instance().find(name);
        if (document == null) throw RequestFault.of("resource_not_found");
        writer.document(out, document, exchange);
    }

    private void health(boolean isGood, Exchange exchange, ByteBuf out) {
        writer.begin().raw(isGood ? "{\"ok\":true" : "{\"ok\":false");
        writer.raw(",\"reason\":").text(node.reason()).raw("}");
        writer.write(out, isGood ? 200 : 503, ResponseWriter.JSON, exchange, null);
    }

    private void status(Exchange exchange, ByteBuf out) {
        writer.begin().raw("{\"version\":").text(node.version());
        writer.raw(",\"role\":").text(node.role());
        writer.raw(",\"live\":").raw(Boolean.toString(node.isLive()));
        writer.raw(",\"ready\":").raw(Boolean.toString(node.isReady()));
        writer.raw(",\"reason\":").text(node.reason());
        writer.raw(",\"ledger_id\":").text(node.ledgerId().toString());
        writer.raw(",\"epoch\":").number(node.epoch());
        writer.raw(",\"released_sequence\":").number(Math.max(0, node.releasedSequence()));
        writer.raw(",\"durability\":\"")
                .raw(Preferences.name(node.durability()))
                .raw("\"}");
        writer.write(out, 200, ResponseWriter.JSON, exchange, null);
    }
}
