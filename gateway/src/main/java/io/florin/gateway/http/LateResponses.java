package io.florin.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.RejectedExecutionException;

/** The requests of one connection that are answered neither at once nor by the ring. Writes on the event loop. */
final class LateResponses implements Later {
    private final ChannelHandlerContext context;
    private final HttpDesk desk;
    private final ResponseQueue responses;
    private final HttpHandler connection;

    LateResponses(ChannelHandlerContext context, HttpDesk desk, ResponseQueue responses, HttpHandler connection) {
        this.context = context;
        this.desk = desk;
        this.responses = responses;
        this.connection = connection;
    }

    /** A read waits for its position; it has no body, and others are served meanwhile. Event loop. */
    void awaitPosition(RequestHead head, Exchange exchange) {
        PositionWait.begin(context.executor(), () -> desk.actions.isReached(head), head.preferences(), isReached -> {
            respond(exchange, () -> {
                if (!isReached) throw desk.actions.late(head);
                connection.perform(head, exchange, desk.body(0), 0);
            });
        });
    }

    @Override
    public boolean isGone() {
        return !context.channel().isActive();
    }

    @Override
    public void answer(long number, Answer answer) {
        try {
            context.executor().execute(() -> {
                if (connection.isEnding()) return;
                Exchange exchange = responses.byNumber(number);
                respond(exchange, () -> {
                    answer.write(exchange, responses.outFor(exchange, context.alloc()));
                    connection.done(exchange);
                });
            });
        } catch (RejectedExecutionException closed) {
            // the gateway is gone, and with it everybody who waited
        }
    }

    private void respond(Exchange exchange, Runnable response) {
        if (connection.isEnding()) return;
        try {
            response.run();
        } catch (RequestFault fault) {
            connection.refuse(exchange, fault);
        } catch (RuntimeException broken) { // of this connection; the loop goes on
            connection.onFailure(broken);
        }
        connection.goOn();
    }
}
