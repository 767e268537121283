package io.florin.gateway.wire;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.Farewell;
import io.florin.gateway.session.KeepAlive;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.Patience;
import io.florin.gateway.session.ReadGate;
import io.florin.gateway.session.Served;
import io.florin.gateway.session.Session;
import io.florin.gateway.session.Speaker;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the binary port: frames in, answers out. Requests go to the ring in the name of the session that
 * was established here, and the session writes their answers. Event loop only.
 */
final class BinaryHandler extends ChannelInboundHandlerAdapter implements FrameReader.Sink, Session.Link, Served {
    private final BinaryPort port;
    private final LoopDesk desk;
    private final Limits limits;
    private final Counters counters;
    private final Patience patience = new Patience();
    private final KeepAlive keepAlive = new KeepAlive();

    private ChannelHandlerContext context;
    private ReadGate gate;
    private FrameReader reader;
    private SessionAdapter talk;
    private long establishByNs;
    private @Nullable Session session;
    private @Nullable ByteBuf lastWords;
    private Reason endedBy = Reason.UNSPECIFIED;
    private boolean isWaiting; // for a session that another event loop may give away
    private boolean isEnding;
    private boolean isSessionOver; // with this connection

    @SuppressWarnings("NullAway.Init") // a handler lives from handlerAdded on
    BinaryHandler(BinaryPort port, LoopDesk desk) {
        this.port = port;
        this.desk = desk;
        this.limits = port.limits();
        this.counters = port.counters();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext newContext) {
        context = newContext;
        gate = new ReadGate(newContext.channel());
        reader = new FrameReader(newContext.alloc(), this);
        talk = new SessionAdapter(port, this, desk, newContext.channel());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        counters.increment(FlorinCounter.CONNECTIONS_BINARY);
        desk.opened(this);
        patience.awaitInput(limits.firstTimeoutNs());
        establishByNs = System.nanoTime() + limits.firstTimeoutNs() + limits.restTimeoutNs();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        counters.decrement(FlorinCounter.CONNECTIONS_BINARY);
        desk.closed(this);
        isEnding = true;
        reader.close();
        talk.close();
        if (lastWords != null) lastWords.release();
        lastWords = null;
        partFromSession();
    }

    // Frames in.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (isEnding) return;
            keepAlive.heard();
            boolean isBegun = reader.read(in);
            if (isEnding) reader.close();
            else awaitRest(isBegun);
        } finally {
            in.release();
        }
    }

    private void awaitRest(boolean isBegun) {
        if (!reader.isWithinFrame()) {
            patience.inputCame();
        } else if (isBegun) {
            patience.awaitNextInput(limits.restTimeoutNs());
        } else {
            patience.awaitInput(limits.restTimeoutNs());
        }
    }

    @Override
    public boolean wantsFrames() {
        return !isEnding && !isWaiting;
    }

    @Override
    public void onBadHeader(FrameInspector inspector, FrameFault fault) {
        end(inspector, fault);
    }

    @Override
    public void onFrame(FrameInspector inspector, int offset) {
        FrameFault fault = inspector.envelope(offset);
        if (fault != FrameFault.NONE) {
            end(inspector, fault);
            return;
        }
        int templateId = inspector.templateId(offset);
        if (templateId < SessionFrames.APPLICATION_FROM) {
            talk.onMessage(templateId, inspector.bytes(), offset);
            return;
        }
        Session open = session;
        MessageFault refusal = open == null ? MessageFault.UNNEGOTIATED : admit(open, inspector, offset, templateId);
        if (refusal == MessageFault.NONE) {
            desk.published();
            counters.increment(FlorinCounter.REQUESTS_BINARY);
        } else {
            refuse(RequestAdapter.correlationId(inspector.bytes(), offset), refusal);
        }
    }

    private MessageFault admit(Session open, FrameInspector inspector, int offset, int templateId) {
        open.received();
        if (!talk.isStillKnown()) return MessageFault.REVOKED;
        Speaker speaker = open.speaker();
        if (speaker.isKnown() && !speaker.allowance().tryTake(System.nanoTime())) return MessageFault.RATE;
        return port.adapter().admit(inspector.bytes(), offset, templateId, open);
    }

    private void refuse(long correlationId, MessageFault fault) {
        counters.increment(fault.counter());
        ByteBuf refusal = port.refusals().reject(context.alloc(), correlationId, fault);
        if (session == null) write(refusal);
        else session.send(refusal);
        if (fault == MessageFault.REVOKED) endRevoked();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (isEnding) return;
        ctx.flush();
        if (desk.isRingCrowded() && !gate.isShutBy(ReadGate.RING)) {
            gate.shut(ReadGate.RING);
            desk.awaitRing(this);
        }
    }

    @Override
    public void onRingFree() {
        open(ReadGate.RING);
    }

    private void open(int objection) {
        gate.open(objection);
        if (reader.isWithinFrame() && !gate.isShut()) patience.awaitInput(limits.restTimeoutNs());
    }

    // The session.

    /** Frames wait until it is known whose session it is. */
    void pause() {
        isWaiting = true;
        gate.shut(ReadGate.SESSION);
    }

    /** It is known: on with the frames that came meanwhile. */
    void goOn() {
        if (!isWaiting) return;
        isWaiting = false;
        reader.resume();
        if (isEnding) reader.close();
        open(ReadGate.SESSION);
        context.flush();
    }

    boolean isEnding() {
        return isEnding;
    }

    boolean isEstablished() {
        return session != null;
    }

    /** Requests may come. */
    void established(Session opened, int keepAliveMs) {
        session = opened;
        keepAlive.start(keepAliveMs);
    }

    @Override
    public void write(ByteBuf frames) {
        keepAlive.spoken();
        context.write(frames, context.voidPromise());
    }

    void write(byte[] frame) {
        write(context.alloc().buffer(frame.length).writeBytes(frame));
    }

    boolean isWritable() {
        return context.channel().isWritable();
    }

    @Override
    public void flush() {
        context.flush();
    }

    @Override
    public void onSettled() {
        if (lastWords != null) sayLastWords();
    }

    @Override
    public long heardNs() {
        return isEnding ? System.nanoTime() - keepAlive.intervalNs() : keepAlive.heardNs();
    }

    @Override
    public long keepAliveNs() {
        return keepAlive.intervalNs();
    }

    @Override
    public void onTakenOver() {
        session = null;
        if (isEnding) onSettled();
        else lapse();
    }

    private void partFromSession() {
        Session mine = session;
        session = null;
        if (mine == null || !mine.isOf(this)) return;
        if (isSessionOver) mine.close();
        else mine.release(endedBy);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean isWritable = ctx.channel().isWritable();
        patience.onWritable(isWritable, limits.writeTimeoutNs());
        if (isWritable) open(ReadGate.UNREAD_ANSWERS);
        else gate.shut(ReadGate.UNREAD_ANSWERS);
    }

    // The end.

    @Override
    public void onTime(long nowNs) {
        if (gate.isShut()) { // we do not read: the client cannot be late
            patience.inputCame();
            keepAlive.heard();
        }
        if (patience.isRoomLate(nowNs)) {
            counters.increment(FlorinCounter.SLOW_CONSUMERS);
            endedBy = Reason.SLOW_CONSUMER; // no room for last words: the client hears it when it comes back
            context.close();
        } else if (!isEnding && patience.isInputLate(nowNs)) {
            counters.increment(FlorinCounter.SLOW_INPUT);
            end(Reason.FRAME_INVALID, "the frame did not come in time", 0);
        } else if (!isEnding) {
            onTimeOfSession(nowNs);
        }
    }

    private void onTimeOfSession(long nowNs) {
        Session open = session;
        if (open == null) {
            if (nowNs - establishByNs > 0) end(Reason.UNNEGOTIATED, "no session was established in time", 0);
        } else if (!talk.isKnownNow(nowNs)) {
            counters.increment(FlorinCounter.REFUSED_UNKNOWN);
            endRevoked();
        } else if (keepAlive.hasLapsed(nowNs)) {
            lapse();
        } else if (keepAlive.mustSpeak(nowNs)) {
            write(SessionFrames.sequence(open.nextNumber()));
            keepAlive.spokenAt(nowNs);
            flush();
        }
    }

    /** Nobody is there: nothing is waited for. */
    private void lapse() {
        counters.increment(FlorinCounter.KEEP_ALIVE_LAPSED);
        end(Reason.KEEP_ALIVE_LAPSED, "nothing was heard for three keep-alive times", 0);
        onSettled();
    }

    private void endRevoked() {
        isSessionOver = true;
        end(Reason.AUTHENTICATION_FAILED, MessageFault.REVOKED.sentence(), 0);
    }

    /** The client sends no more, but may still read: what is under way is answered first. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE) return;
        if (isEnding) {
            Farewell.afterInput(context);
        } else if (reader.isWithinFrame()) {
            end(Reason.FRAME_INVALID, "the connection ended within a frame", 0);
        } else {
            end(context.alloc().buffer(0));
        }
    }

    private void end(FrameInspector inspector, FrameFault fault) {
        boolean isVersion = fault == FrameFault.SCHEMA_VERSION;
        counters.increment(isVersion ? FlorinCounter.SCHEMA_UNSUPPORTED : FlorinCounter.FRAMES_INVALID);
        end(fault.reason(), fault.sentence(inspector.theirs(), inspector.ours()), inspector.theirs());
    }

    /** The client has said that it is done; its session with it. */
    void endFinished() {
        isSessionOver = true;
        end(Reason.FINISHED, "the client ended the connection", 0);
    }

    /** Reads nothing more; what is under way is answered, then come the last words. */
    void end(Reason reason, String sentence, int theirVersion) {
        if (isEnding) return;
        endedBy = reason;
        byte[] words = SessionFrames.terminate(reason, sentence, theirVersion);
        end(context.alloc().buffer(words.length).writeBytes(words));
    }

    private void end(ByteBuf words) {
        isEnding = true;
        isWaiting = false;
        patience.inputCame();
        lastWords = words;
        context.flush();
        if (session == null) sayLastWords();
        else session.onAnswers(); // those that came already go first
    }

    private void sayLastWords() {
        ByteBuf words = lastWords;
        lastWords = null;
        if (words == null) return;
        partFromSession();
        Farewell.afterWrites(context, words, limits.writeTimeoutNs());
    }

    @Override
    public void onDraining() {
        if (session == null || isEnding) return;
        write(SessionFrames.credit(0));
        flush();
    }

    @Override
    public void onClosing() {
        if (session != null) session.onAnswers();
        end(Reason.FINISHED, "the node is going down", 0);
    }

    @Override
    public void onAbort() {
        context.close();
    }

    @Override
    public void onFailure(Throwable cause) {
        port.failed(cause);
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        onFailure(cause);
    }
}
