package io.florin.gateway.wire;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.NodeState;
import io.florin.gateway.session.SessionTable;
import io.florin.pipeline.Ingress;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import java.io.IOException;

/** What the connections of the binary port share. */
public final class BinaryPort {
    private final RequestAdapter adapter;
    private final Limits limits;
    private final Counters counters;
    private final AnswerEncoder answers;
    private final NodeState node;
    private final Doorkeeper doorkeeper;
    private final SessionTable sessions;

    /** A port for whom the doorkeeper knows. */
    public BinaryPort(Ingress ingress, NodeState node, Doorkeeper doorkeeper, Limits limits, Counters counters) {
        this.adapter = new RequestAdapter(ingress, node);
        this.answers = new AnswerEncoder(true, counters);
        this.node = node;
        this.doorkeeper = doorkeeper;
        this.sessions = new SessionTable(limits, answers::encode, counters);
        this.limits = limits;
        this.counters = counters;
    }

    /** A handler for one new connection on the loop of this desk. */
    public ChannelHandler handler(LoopDesk desk) {
        return new BinaryHandler(this, desk);
    }

    /** Last words for a connection that is one too many. */
    public ByteBuf limitReached(ByteBufAllocator allocator) {
        byte[] words = SessionFrames.terminate(Reason.LIMIT_REACHED, "too many connections", 0);
        return allocator.buffer(words.length).writeBytes(words);
    }

    /** Stateless. */
    RequestAdapter adapter() {
        return adapter;
    }

    NodeState node() {
        return node;
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    SessionTable sessions() {
        return sessions;
    }

    /** Sessions end with the process. Behind the end of every event loop. */
    public void close() {
        sessions.close();
    }

    /** Refusals are rare: an encoder is made for each. */
    RefusalEncoder refusals() {
        return new RefusalEncoder();
    }

    Limits limits() {
        return limits;
    }

    Counters counters() {
        return counters;
    }

    /** A connection ends by an exception: a peer that vanished, or a bug of ours. */
    void failed(Throwable cause) {
        if (cause instanceof IOException) return;
        counters.increment(FlorinCounter.HANDLER_ERRORS);
        counters.errorLog().record(cause);
    }
}
