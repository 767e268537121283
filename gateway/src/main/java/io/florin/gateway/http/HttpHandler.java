package io.florin.gateway.http;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.Farewell;
import io.florin.gateway.session.Outbox;
import io.florin.gateway.session.Patience;
import io.florin.gateway.session.ReadGate;
import io.florin.gateway.session.Served;
import io.florin.pipeline.Answers;
import io.florin.pipeline.Release;
import io.florin.pipeline.Slots;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One connection of an HTTP port: requests in, responses out, in the same order.
 *
 * <p>{@link #answer} and {@link #flush} run on the reply stage's thread, everything else on the connection's event
 * loop.
 */
final class HttpHandler extends ChannelInboundHandlerAdapter implements Answers, Served, Outbox.Recipient {
    private static final int CORRELATION_OFFSET = 24;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpPort port;
    private final HttpDesk desk;
    private final StrictRequestDecoder decoder;
    private final Patience patience = new Patience();
    private final ResponseQueue responses = new ResponseQueue();
    private final Deque<Object> held = new ArrayDeque<>();

    private ChannelHandlerContext context;
    private ReadGate gate;
    private Outbox outbox;
    private Identity identity;
    private Following following;
    private LateResponses later;

    private final IncomingRequest incoming = new IncomingRequest();

    /** The last request of the connection has come; its answer may still be under way. */
    private boolean isInputOver;

    private boolean isSilent;
    private boolean isEnding;

    @SuppressWarnings("NullAway.Init") // a handler lives from handlerAdded on
    HttpHandler(HttpPort port, HttpDesk desk, StrictRequestDecoder decoder) {
        this.port = port;
        this.desk = desk;
        this.decoder = decoder;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext newContext) {
        context = newContext;
        gate = new ReadGate(newContext.channel());
        outbox = new Outbox(newContext.alloc(), desk.loop, this);
        identity = desk.identity(newContext.channel());
        later = new LateResponses(newContext, desk, responses, this);
        following = new Following(newContext, port, desk, identity, responses, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        port.counters().increment(FlorinCounter.CONNECTIONS_HTTP);
        desk.loop.opened(this);
        patience.awaitInput(port.limits().firstTimeoutNs());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        port.counters().decrement(FlorinCounter.CONNECTIONS_HTTP);
        isEnding = true;
        following.close();
        identity.close();
        desk.loop.closed(this);
        outbox.close();
        responses.close();
        dropInput();
    }

    // Requests in.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (isEnding || isInputOver) {
            ReferenceCountUtil.release(message);
        } else if (!held.isEmpty() || (message instanceof HttpRequest && responses.isFull())) {
            held.add(message);
            gate.shut(ReadGate.PIPELINE);
        } else {
            take(message);
        }
    }

    private void take(Object message) {
        try {
            if (isInputOver) return;
            if (message instanceof HttpRequest request) onRequest(request);
            if (message instanceof HttpContent content) onContent(content);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onRequest(HttpRequest request) {
        port.counters().increment(FlorinCounter.REQUESTS_HTTP);
        Exchange exchange = responses.begin();
        exchange.requestNumber = desk.nextRequestNumber();
        exchange.isHead = request.method().equals(HttpMethod.HEAD);
        incoming.begin(exchange);
        try {
            RequestHead head = RequestHead.of(request, desk.headers, port, identity, exchange);
            incoming.opened(head, exchange, desk, port.limits().bodyBytes());
            if (head.isExpecting() && head.contentLength() > 0) sayContinue();
        } catch (RequestFault fault) {
            boolean isWaiting = request.headers().contains("Expect");
            giveUp(exchange, isWaiting ? fault.closing() : fault);
        }
        if (!isInputOver) patience.awaitNextInput(port.limits().restTimeoutNs());
    }

    /** Refuses now, if the connection ends with it; else when all of the request is here. */
    private void giveUp(Exchange exchange, RequestFault fault) {
        incoming.refused(fault);
        if (fault.isClosing()) refuse(exchange, fault);
    }

    /** Only in its turn: an interim response must not overtake the responses before it. */
    private void sayContinue() {
        send();
        if (responses.size() == 1) {
            context.writeAndFlush(context.alloc().buffer().writeBytes(CONTINUE));
        }
    }

    private void onContent(HttpContent content) {
        Exchange exchange = incoming.exchange();
        if (exchange == null || isEnding) return;
        boolean isLast = content instanceof LastHttpContent;
        try {
            incoming.take(content.content(), isLast, context.alloc());
        } catch (RequestFault fault) { // who sends the rest anyway would only hear of it later
            giveUp(exchange, isLast ? fault : fault.closing());
        }
        if (!isLast || isInputOver) return;

        patience.inputCame();
        incoming.over();
        RequestFault fault = incoming.fault();
        RequestHead head = incoming.head();
        if (fault != null) {
            refuse(exchange, fault);
        } else if (head != null) {
            boolean isKeptAlive = exchange.isKeptAlive; // an answer at once may end the exchange
            act(head, exchange, incoming.body(content.content()));
            if (!isKeptAlive) inputIsOver();
        }
        incoming.drop();
    }

    private void act(RequestHead head, Exchange exchange, ByteBuf content) {
        int length = content.readableBytes();
        byte[] bytes = desk.body(length);
        content.readBytes(bytes, 0, length);
        try {
            if (exchange.lines == null) RequestSignature.requireBody(exchange.contentDigest, bytes, length);
            if (!desk.actions.isReached(head)) later.awaitPosition(head, exchange);
            else perform(head, exchange, bytes, length);
        } catch (RequestFault fault) {
            refuse(exchange, fault);
        }
    }

    void perform(RequestHead head, Exchange exchange, byte[] bytes, int length) {
        if (head.route().passesRing()) {
            desk.actions.submit(head, exchange, bytes, length, this);
        } else if (desk.asksForRight(head.route())) {
            desk.actions.askForRight(head, exchange, this);
        } else if (head.route() == Route.EVENTS) {
            desk.actions.page(head, exchange, later);
        } else if (head.route().isOfHistory()) {
            desk.actions.askHistory(head, exchange, later);
        } else if (head.route() == Route.EVENT_STREAM) {
            following.inTurn(head, exchange);
        } else {
            desk.actions.respond(head, exchange, responses.outFor(exchange, context.alloc()));
            done(exchange);
        }
    }

    void refuse(Exchange exchange, RequestFault fault) {
        port.counters().increment(fault.counter());
        exchange.lines = null;
        if (fault.isClosing()) exchange.isKeptAlive = false;
        if (!exchange.isKeptAlive) inputIsOver();
        ByteBuf out = responses.outFor(exchange, context.alloc());
        desk.writer.problem(out, exchange, fault.problem(), fault.param(), fault.detail(), -1, null);
        done(exchange);
    }

    /** The last request is here: whatever comes behind it is thrown away, so that nothing is done without an answer. */
    private void inputIsOver() {
        isInputOver = true;
        incoming.over();
        patience.inputCame();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        send();
        if (isEnding) return;
        awaitRestOfRequest();
        if (desk.loop.isRingCrowded() && !gate.isShutBy(ReadGate.RING)) {
            gate.shut(ReadGate.RING);
            desk.loop.awaitRing(this);
        }
    }

    private void awaitRestOfRequest() {
        if (!isInputOver && decoder.isMidRequest()) {
            patience.awaitInput(port.limits().restTimeoutNs());
        }
    }

    @Override
    public void onRingFree() {
        open(ReadGate.RING);
    }

    private void open(int objection) {
        if (!gate.isShutBy(objection)) return;
        gate.open(objection);
        if (!gate.isShut()) awaitRestOfRequest();
    }

    // Responses out.

    @Override
    public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
        port.giveBack(slots.at(firstRingSequence).tag(), events);
        if (outbox.isClosed()) return false;
        boolean isFirst = outbox.isEmpty();
        port.answers().encode(slots, firstRingSequence, events, release, outbox);
        return isFirst;
    }

    @Override
    public void flush() {
        outbox.handOver();
        outbox.announce();
    }

    @Override
    public void onAnswers() {
        ByteBuf frames = outbox.take();
        if (frames == null) return;
        try {
            respond(frames);
        } finally {
            frames.release();
        }
        goOn();
    }

    /** There may be room for what was held back, and the turn of what waited. */
    void goOn() {
        while (!held.isEmpty() && !isEnding && !(held.peek() instanceof HttpRequest && responses.isFull())) {
            take(held.remove());
        }
        if (held.isEmpty()) open(ReadGate.PIPELINE);
        following.beginIfOldest();
        send();
        endIfAnswered();
    }

    private void respond(ByteBuf frames) {
        int length = frames.readableBytes();
        ByteBuffer bytes = frames.internalNioBuffer(frames.readerIndex(), length);
        desk.frames.wrap(bytes, bytes.position(), length);
        int offset = 0;
        while (offset < length) {
            long number = desk.frames.getLong(offset + CORRELATION_OFFSET, ByteOrder.LITTLE_ENDIAN);
            Exchange exchange = responses.byNumber(number);
            ByteBuf out = responses.outFor(exchange, context.alloc());
            if (desk.respond(offset, exchange, out, this)) done(exchange);
            offset += desk.frames.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        }
    }

    void done(Exchange exchange) {
        boolean isLast = responses.done(exchange, context.alloc());
        if (isLast) end();
    }

    /** Everything that is ready, in one write. */
    void send() {
        ByteBuf out = responses.takeOut();
        if (out != null) context.writeAndFlush(out, context.voidPromise());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean isWritable = ctx.channel().isWritable();
        patience.onWritable(isWritable, port.limits().writeTimeoutNs());
        if (isWritable) following.onWritable();
        if (isWritable) open(ReadGate.UNREAD_ANSWERS);
        else gate.shut(ReadGate.UNREAD_ANSWERS);
    }

    // The end.

    boolean isEnding() {
        return isEnding;
    }

    /** The client sends no more, but may still read: what came is answered first. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE) return;
        isSilent = true;
        patience.inputCame();
        following.finish(); // a closed socket looks the same, and nobody would read on
        endIfAnswered();
    }

    /** A request whose end will never come is owed no answer. */
    private void endIfAnswered() {
        int owed = incoming.exchange() == null ? responses.size() : responses.size() - 1;
        if (isSilent && held.isEmpty() && owed == 0) end();
    }

    /** The response that says {@code Connection: close} is written; nothing after it counts. */
    void end() {
        if (isEnding) return;
        isEnding = true;
        patience.inputCame();
        dropInput();
        ByteBuf out = responses.takeOut();
        ByteBuf lastWords = out == null ? context.alloc().buffer(0) : out;
        Farewell.afterWrites(context, lastWords, port.limits().writeTimeoutNs());
    }

    @Override
    public void onTime(long nowNs) {
        if (gate.isShut()) patience.inputCame(); // we do not read: the client cannot be late
        if (patience.isRoomLate(nowNs)) {
            port.counters().increment(FlorinCounter.SLOW_CONSUMERS);
            context.close();
        } else if (following.isOn()) {
            following.onTime(nowNs);
        } else if (!isEnding && patience.isInputLate(nowNs)) {
            port.counters().increment(FlorinCounter.SLOW_INPUT);
            context.close();
        }
    }

    @Override
    public void onClosing() {
        onAnswers();
        following.finish();
        end();
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

    private void dropInput() {
        incoming.drop();
        while (!held.isEmpty()) ReferenceCountUtil.release(held.remove());
    }
}
