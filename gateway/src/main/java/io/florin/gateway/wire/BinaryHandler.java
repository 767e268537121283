package io.florin.gateway.wire;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.CreditWindow;
import io.florin.gateway.session.Farewell;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.Outbox;
import io.florin.gateway.session.Patience;
import io.florin.gateway.session.ReadGate;
import io.florin.gateway.session.Served;
import io.florin.pipeline.Answers;
import io.florin.pipeline.Release;
import io.florin.pipeline.Slots;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.TerminateDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the binary port: frames in, answers out.
 *
 * <p>Frames are read in the buffer that the socket filled; only what is left of a frame behind the last whole one is
 * kept for the next read. {@link #answer} and {@link #flush} run on the reply stage's thread, everything else on the
 * connection's event loop.
 */
final class BinaryHandler extends ChannelInboundHandlerAdapter implements Answers, Served {
    private static final int NO_FRAME = -1;

    private final BinaryPort port;
    private final LoopDesk desk;
    private final Limits limits;
    private final Counters counters;
    private final FrameInspector inspector = new FrameInspector();
    private final Patience patience = new Patience();
    private final CreditWindow window;

    private ChannelHandlerContext context;
    private ReadGate gate;
    private Outbox outbox;
    private @Nullable ByteBuf partial;
    private @Nullable ByteBuf lastWords;
    private boolean isEnding;

    @SuppressWarnings("NullAway.Init") // a handler lives from handlerAdded on
    BinaryHandler(BinaryPort port, LoopDesk desk) {
        this.port = port;
        this.desk = desk;
        this.limits = port.limits();
        this.counters = port.counters();
        this.window = new CreditWindow(limits.windowEvents());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext newContext) {
        context = newContext;
        gate = new ReadGate(newContext.channel());
        outbox = new Outbox(newContext.alloc(), desk, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        counters.increment(FlorinCounter.CONNECTIONS_BINARY);
        desk.opened(this);
        patience.awaitInput(limits.firstTimeoutNs());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        counters.decrement(FlorinCounter.CONNECTIONS_BINARY);
        desk.closed(this);
        outbox.close();
        if (partial != null) partial.release();
        partial = null;
        if (lastWords != null) lastWords.release();
        lastWords = null;
        isEnding = true;
    }

    // Frames in.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!isEnding && partial != null) readPartial(in, partial);
            if (!isEnding) readWhole(in);
            if (!isEnding) keepRest(in);
        } finally {
            in.release();
        }
    }

    /** Completes the frame that an earlier read began. */
    private void readPartial(ByteBuf in, ByteBuf rest) {
        while (in.isReadable()) {
            int have = rest.readableBytes();
            wrap(rest, 0, have);
            int wanted = have < Frames.HEADER_LENGTH ? Frames.HEADER_LENGTH : inspector.length(0);
            rest.writeBytes(in, Math.min(wanted - have, in.readableBytes()));
            have = rest.readableBytes();
            wrap(rest, 0, have);
            if (!isHeaderGood(0, have)) return;
            if (have < Frames.HEADER_LENGTH || have < inspector.length(0)) continue;

            onFrame(0);
            rest.release();
            partial = null;
            return;
        }
    }

    private void readWhole(ByteBuf in) {
        int available = in.readableBytes();
        if (available == 0) return;
        wrap(in, in.readerIndex(), available);
        int offset = 0;
        while (!isEnding) {
            int length = wholeFrame(offset, available - offset);
            if (length == NO_FRAME) break;
            onFrame(offset);
            offset += length;
        }
        in.skipBytes(offset);
    }

    /** The length of the frame at the offset; -1 if it is not whole, or bad. */
    private int wholeFrame(int offset, int available) {
        if (!isHeaderGood(offset, available) || available < Frames.HEADER_LENGTH) return NO_FRAME;
        int length = inspector.length(offset);
        return length <= available ? length : NO_FRAME;
    }

    private void keepRest(ByteBuf in) {
        if (in.isReadable()) {
            partial = context.alloc().buffer(in.readableBytes());
            partial.writeBytes(in);
            patience.awaitNextInput(limits.restTimeoutNs());
        } else if (partial != null) {
            patience.awaitInput(limits.restTimeoutNs());
        } else {
            patience.inputCame();
        }
    }

    private void wrap(ByteBuf bytes, int index, int length) {
        ByteBuffer source = bytes.internalNioBuffer(index, length);
        inspector.wrap(source, source.position(), length);
    }

    private boolean isHeaderGood(int offset, int available) {
        FrameFault fault = inspector.header(offset, available);
        if (fault != FrameFault.NONE) end(fault);
        return fault == FrameFault.NONE;
    }

    private void onFrame(int offset) {
        FrameFault fault = inspector.envelope(offset);
        if (fault != FrameFault.NONE) {
            end(fault);
            return;
        }
        int templateId = inspector.templateId(offset);
        if (templateId == TerminateDecoder.TEMPLATE_ID) {
            end(Reason.FINISHED, "the client ended the connection", 0);
            return;
        }
        MessageFault refusal = port.adapter().admit(inspector.bytes(), offset, templateId, this, window);
        if (refusal == MessageFault.NONE) {
            desk.published();
            counters.increment(FlorinCounter.REQUESTS_BINARY);
        } else {
            refuse(RequestAdapter.correlationId(inspector.bytes(), offset), refusal);
        }
    }

    private void refuse(long correlationId, MessageFault fault) {
        counters.increment(
                switch (fault) {
                    case BUSY -> FlorinCounter.REFUSED_BUSY;
                    case DRAINING -> FlorinCounter.REFUSED_DRAINING;
                    case WINDOW -> FlorinCounter.REFUSED_WINDOW;
                    case JOURNAL_FULL -> FlorinCounter.REFUSED_JOURNAL_FULL;
                    case NOT_PRIMARY -> FlorinCounter.REFUSED_NOT_PRIMARY;
                    case REFUSED_ID -> FlorinCounter.REFUSED_BY_OPERATOR;
                    default -> FlorinCounter.REFUSED_INVALID;
                });
        context.write(port.refusals().reject(context.alloc(), correlationId, fault), context.voidPromise());
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
        if (partial != null && !gate.isShut()) patience.awaitInput(limits.restTimeoutNs());
    }

    // Answers out.

    @Override
    public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
        window.answered(events);
        if (outbox.isClosed()) return false;
        boolean isFirst = outbox.isEmpty();
        port.answers().encode(slots, firstRingSequence, events, release, outbox);
        return isFirst;
    }

    @Override
    public void flush() {
        window.publish();
        outbox.handOver();
        window.settle(); // before the loop is woken: last words wait for it
        outbox.announce();
    }

    @Override
    public void onAnswers() {
        boolean isLast = window.isIdle(); // asked first: what is handed over from now on is for the next time
        ByteBuf answers = outbox.take();
        if (answers != null) context.writeAndFlush(answers, context.voidPromise());
        if (lastWords != null && isLast) sayLastWords();
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
        if (gate.isShut()) patience.inputCame(); // we do not read: the client cannot be late
        if (patience.isRoomLate(nowNs)) {
            counters.increment(FlorinCounter.SLOW_CONSUMERS);
            context.close(); // no room for last words either
        } else if (!isEnding && patience.isInputLate(nowNs)) {
            counters.increment(FlorinCounter.SLOW_INPUT);
            end(Reason.FRAME_INVALID, "the frame did not come in time", 0);
        }
    }

    /** The client sends no more, but may still read: what is under way is answered first. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE || isEnding) return;
        if (partial == null) end(context.alloc().buffer(0));
        else end(Reason.FRAME_INVALID, "the connection ended within a frame", 0);
    }

    private void end(FrameFault fault) {
        boolean isVersion = fault == FrameFault.SCHEMA_VERSION;
        counters.increment(isVersion ? FlorinCounter.SCHEMA_UNSUPPORTED : FlorinCounter.FRAMES_INVALID);
        end(fault.reason(), fault.sentence(inspector.theirs(), inspector.ours()), inspector.theirs());
    }

    /** Reads nothing more; what is under way is answered, then come the last words. */
    private void end(Reason reason, String sentence, int theirVersion) {
        if (!isEnding) end(port.refusals().terminate(context.alloc(), reason, sentence, theirVersion));
    }

    private void end(ByteBuf words) {
        isEnding = true;
        patience.inputCame();
        lastWords = words;
        context.flush();
        onAnswers(); // those that came already go first
    }

    private void sayLastWords() {
        ByteBuf words = lastWords;
        lastWords = null;
        if (words != null) Farewell.afterWrites(context, words, limits.writeTimeoutNs());
    }

    @Override
    public void onClosing() {
        onAnswers();
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
