package io.florin.gateway.http;

import io.florin.gateway.Interior;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.NodeState;
import io.florin.gateway.session.SessionLimits;
import io.florin.pipeline.Answers;
import io.florin.pipeline.Ingress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** What the HTTP connections of one event loop share: codecs and memory that is used again. */
final class HttpDesk {
    private static final byte[] NOTHING = {};
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    final LoopDesk loop;
    final ResponseWriter writer;
    final AnswerAdapter answers;
    final RequestActions actions;
    final KnownHeaders headers = new KnownHeaders();
    final UnsafeBuffer frames = new UnsafeBuffer(0, 0);

    private byte[] body = NOTHING;
    private long requests = ThreadLocalRandom.current().nextLong();

    private final NodeState node;
    private final Doorkeeper doorkeeper;
    private final Route.Surface surface;
    private final int connectionsPerKey;

    HttpDesk(
            LoopDesk loop,
            Ingress ingress,
            Interior interior,
            Doorkeeper doorkeeper,
            Route.Surface surface,
            SessionLimits limits) {
        this.surface = surface;
        this.connectionsPerKey = limits.connectionsPerKey();
        this.loop = loop;
        this.node = interior.node();
        this.doorkeeper = doorkeeper;
        this.writer = new ResponseWriter(node.version());
        this.answers = new AnswerAdapter(writer);
        var publisher = new CommandPublisher(ingress, loop, node.refusedIds(), limits.eventsPerPrincipal());
        this.actions = new RequestActions(interior, publisher, writer);
    }

    /** Who will speak on this connection. */
    Identity identity(Channel channel) {
        return new Identity(doorkeeper, node, channel, surface, connectionsPerKey);
    }

    /** Appends what the frame at the offset means for the exchange; false if its object is looked up first. */
    boolean respond(int offset, Exchange exchange, ByteBuf out, Answers connection) {
        RequestHead askedFor = exchange.askedFor;
        if (askedFor != null) {
            respondToOperator(askedFor, offset, exchange, out);
            return true;
        }
        if (answers.respond(frames, offset, exchange, out)) return true;
        if (actions.lookUp(exchange, connection)) return false;
        answers.respondBriefly(exchange, out);
        return true;
    }

    private void respondToOperator(RequestHead askedFor, int offset, Exchange exchange, ByteBuf out) {
        if (!answers.isGranted(frames, offset, exchange, out)) return;
        try {
            actions.respond(askedFor, exchange, out);
        } catch (RequestFault fault) {
            writer.problem(out, exchange, fault.problem(), fault.param(), fault.detail(), -1, null);
        }
    }

    /** Whether the ledger must say first that who asks may ask: beyond loopback, of what is the operator's alone. */
    boolean asksForRight(Route route) {
        return surface == Route.Surface.ADMIN && doorkeeper.asks() && route.isForOperators();
    }

    /** Memory for a body of so many bytes, until the next one. */
    byte[] body(int length) {
        if (body.length < length) body = new byte[Math.max(length, 2 * body.length)];
        return body;
    }

    /** A number for a request that has no name. */
    long nextRequestNumber() {
        requests += GOLDEN_GAMMA;
        return requests;
    }
}
