package io.florin.gateway.wire;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.NodeState;
import io.florin.pipeline.Ingress;
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
    private final AnswerEncoder answers = new AnswerEncoder(true);

    public BinaryPort(Ingress ingress, NodeState node, Limits limits, Counters counters) {
        this.adapter = new RequestAdapter(ingress, node);
        this.limits = limits;
        this.counters = counters;
    }

    /** A handler for one new connection on the loop of this desk. */
    public ChannelHandler handler(LoopDesk desk) {
        return new BinaryHandler(this, desk);
    }

    /** Last words for a connection that is one too many. */
    public ByteBuf limitReached(ByteBufAllocator allocator) {
        return refusals().terminate(allocator, Reason.LIMIT_REACHED, "too many connections", 0);
    }

    /** Stateless. */
    RequestAdapter adapter() {
        return adapter;
    }

    /** Reply stage's thread only. */
    AnswerEncoder answers() {
        return answers;
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
