package io.florin.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The request that comes in on a connection: who asks for what, and what is here of its body. Event loop only. */
final class IncomingRequest {
    private @Nullable Exchange exchange;
    private @Nullable RequestHead head;
    private @Nullable RequestFault fault;
    private @Nullable ByteBuf body;

    /** A request whose head is looked at now. */
    void begin(Exchange newExchange) {
        drop();
        exchange = newExchange;
    }

    /** The head is good; of a batch of lines, each is read as it comes in. */
    void opened(RequestHead newHead, Exchange of, HttpDesk desk, int lineLengthMax) {
        head = newHead;
        if (newHead.isLines()) of.lines = desk.actions.lines(newHead, of, lineLengthMax);
    }

    /** It is refused, now or when all of it is here; none of it is kept. */
    void refused(RequestFault why) {
        fault = why;
        if (exchange != null) exchange.lines = null;
        dropBody();
    }

    /**
     * A part of the body.
     *
     * @throws RequestFault if what is here is wrong already.
     */
    void take(ByteBuf content, boolean isLast, ByteBufAllocator allocator) {
        ArrivingLines lines = exchange == null ? null : exchange.lines;
        if (fault != null) return;
        if (lines != null) {
            lines.take(content);
        } else if (body != null || !isLast) {
            body = (body == null ? allocator.buffer() : body).writeBytes(content);
        }
    }

    /** The request whose end has not come; null if there is none. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    @Nullable
    RequestHead head() {
        return head;
    }

    @Nullable
    RequestFault fault() {
        return fault;
    }

    /** The body, the last part of which is here too; without a copy if that is all of it. */
    ByteBuf body(ByteBuf lastPart) {
        return body == null ? lastPart : body;
    }

    /** All of it is here, or nobody waits for the rest; its body stays until {@link #drop}. */
    void over() {
        exchange = null;
    }

    /** Forgets the request. */
    void drop() {
        exchange = null;
        head = null;
        fault = null;
        dropBody();
    }

    private void dropBody() {
        if (body != null) body.release();
        body = null;
    }
}
