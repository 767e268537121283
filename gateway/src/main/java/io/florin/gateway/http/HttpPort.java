package io.florin.gateway.http;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.Interior;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.Share;
import io.florin.gateway.wire.AnswerEncoder;
import io.florin.pipeline.Ingress;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the connections of an HTTP port share: the public one, or the admin port. */
public final class HttpPort {
    /** Event streams open at once. */
    static final int STREAMS_MAX = 64;

    private final Route.Surface surface;
    private final Doorkeeper doorkeeper;
    private final Limits limits;
    private final Counters counters;
    private final AnswerEncoder answers;
    private final Map<LoopDesk, HttpDesk> desks = new HashMap<>();
    private final AtomicInteger streams = new AtomicInteger();

    private HttpPort(Route.Surface surface, Doorkeeper doorkeeper, Limits limits, Counters counters) {
        this.surface = surface;
        this.doorkeeper = doorkeeper;
        this.limits = limits;
        this.counters = counters;
        this.answers = new AnswerEncoder(false, counters);
    }

    /** The port of clients, who must bring a key if the doorkeeper asks for one. */
    public static HttpPort open(
            Iterable<LoopDesk> loops,
            Ingress ingress,
            Interior interior,
            Doorkeeper doorkeeper,
            Limits limits,
            Counters counters) {
        return new HttpPort(Route.Surface.PUBLIC, doorkeeper, limits, counters).with(loops, ingress, interior);
    }

    /** The port of operators and probes; beyond loopback they show a certificate that the doorkeeper knows. */
    public static HttpPort admin(
            Iterable<LoopDesk> loops,
            Ingress ingress,
            Interior interior,
            Doorkeeper doorkeeper,
            Limits limits,
            Counters counters) {
        return new HttpPort(Route.Surface.ADMIN, doorkeeper, limits, counters).with(loops, ingress, interior);
    }

    private HttpPort with(Iterable<LoopDesk> loops, Ingress ingress, Interior interior) {
        for (LoopDesk loop : loops) {
            desks.put(loop, new HttpDesk(loop, ingress, interior, doorkeeper, surface, limits.sessions()));
        }
        return this;
    }

    /** Puts parser and handler into the pipeline of a new connection on the loop of this desk. */
    public void serve(Channel channel, LoopDesk loop) {
        HttpDesk desk = desks.get(loop);
        if (desk == null) throw new IllegalArgumentException("not a desk of this port");
        var decoder = new StrictRequestDecoder();
        channel.pipeline().addLast(decoder, new HttpHandler(this, desk, decoder));
    }

    /** Any event loop: one stream more, unless there are as many as may be. */
    boolean enterStream() {
        if (streams.incrementAndGet() > STREAMS_MAX) {
            streams.decrementAndGet();
            return false;
        }
        counters.increment(FlorinCounter.STREAMS);
        return true;
    }

    /** Any event loop. */
    void leaveStream() {
        streams.decrementAndGet();
        counters.decrement(FlorinCounter.STREAMS);
    }

    Route.Surface surface() {
        return surface;
    }

    Limits limits() {
        return limits;
    }

    Counters counters() {
        return counters;
    }

    /** Reply stage's thread only. */
    AnswerEncoder answers() {
        return answers;
    }

    /** Reply stage's thread: these events of a share are not under way any more. */
    void giveBack(long share, int events) {
        if (share != Share.NONE) doorkeeper.share((int) share).giveBack(events);
    }

    /** A connection ends by an exception: a peer that vanished, or a bug of ours. */
    void failed(Throwable cause) {
        if (cause instanceof IOException) return;
        counters.increment(FlorinCounter.HANDLER_ERRORS);
        counters.errorLog().record(cause);
    }
}
