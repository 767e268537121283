package io.florin.gateway.http;

import io.florin.gateway.Events;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** What a connection has to do with event streams: one at most, behind all its other requests. Event loop only. */
final class Following {
    private final ChannelHandlerContext context;
    private final HttpPort port;
    private final HttpDesk desk;
    private final Identity identity;
    private final HttpHandler connection;
    private final ResponseQueue responses;
    private @Nullable Runnable beginning;
    private @Nullable EventStream stream;

    Following(
            ChannelHandlerContext context,
            HttpPort port,
            HttpDesk desk,
            Identity identity,
            ResponseQueue responses,
            HttpHandler connection) {
        this.responses = responses;
        this.context = context;
        this.port = port;
        this.desk = desk;
        this.identity = identity;
        this.connection = connection;
    }

    /** Begins when everything that was asked before is answered. */
    void inTurn(RequestHead head, Exchange exchange) {
        beginning = () -> begin(head, exchange);
        beginIfOldest();
    }

    void beginIfOldest() {
        Runnable next = beginning;
        if (next == null || responses.size() != 1) return;
        beginning = null;
        next.run();
    }

    private void begin(RequestHead head, Exchange exchange) {
        try {
            if (!port.enterStream()) {
                throw RequestFault.of("limit_reached", HttpPort.STREAMS_MAX + " event streams are open");
            }
            var opened = new EventStream(context, new Connection(head, exchange));
            stream = opened;
            desk.actions.follow(head, exchange, opened);
        } catch (RequestFault fault) {
            connection.refuse(exchange, fault);
        }
    }

    /** The connection, as its stream sees it. */
    private final class Connection implements EventStream.Line {
        private final RequestHead head;
        private final Exchange exchange;

        private Connection(RequestHead head, Exchange exchange) {
            this.head = head;
            this.exchange = exchange;
        }

        @Override
        public void writeHead(ByteBuf out) {
            desk.writer.stream(out, exchange);
        }

        @Override
        public void refuse(Events.Reason reason, long position) {
            connection.refuse(exchange, EventQuestions.refusal(reason, position, head.parameters()));
            connection.send();
        }

        @Override
        public boolean mayGoOn() {
            return identity.mayGoOn(exchange.principal);
        }

        @Override
        public void end() {
            connection.end();
        }
    }

    boolean isOn() {
        return stream != null;
    }

    void onTime(long nowNs) {
        if (stream != null) stream.onTime(nowNs);
    }

    /** The socket takes again. */
    void onWritable() {
        if (stream != null) stream.onWritable();
    }

    /** The gateway closes. */
    void finish() {
        if (stream != null) stream.finish();
    }

    /** The connection is gone. */
    void close() {
        beginning = null;
        if (stream == null) return;
        stream.gone();
        stream = null;
        port.leaveStream();
    }
}
