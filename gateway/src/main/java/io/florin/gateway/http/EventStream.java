package io.florin.gateway.http;

import io.florin.gateway.Events;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A connection that follows events (Server-Sent Events), from its last request to its end. One batch is on the way at
 * a time: the feed goes on when the socket has taken it, and a client that does not read is cut off by the connection's
 * patience and comes back with the id it saw last.
 *
 * <p>Called by the feed and on the event loop; writes on the event loop alone.
 */
final class EventStream implements Events.Sink {
    private static final long COMMENT_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] BEGINNING = ascii("retry: 1000\n\n");
    private static final byte[] COMMENT = ascii(":\n\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] CRLF = ascii("\r\n");

    private final ChannelHandlerContext context;
    private final Line line;
    private volatile boolean isReady = true;
    private volatile boolean isGone;
    private boolean isOpen;
    private long writtenNs;
    private long lookedNs;

    /** The connection that it is on. Event loop. */
    interface Line {
        /** The head of the response, once the stream is admitted. */
        void writeHead(ByteBuf out);

        /** The stream was not admitted. */
        void refuse(Events.Reason reason, long position);

        /** Whether whoever follows may still. */
        boolean mayGoOn();

        /** Closes the connection behind what was written. */
        void end();
    }

    EventStream(ChannelHandlerContext context, Line line) {
        this.context = context;
        this.line = line;
    }

    // The feed's threads.

    @Override
    public boolean isReady() {
        return isReady;
    }

    @Override
    public boolean isGone() {
        return isGone;
    }

    @Override
    public void take(Events.Batch batch) {
        isReady = false;
        execute(() -> write(batch));
    }

    @Override
    public void refused(Events.Reason reason, long position) {
        execute(() -> onRefused(reason, position));
    }

    private void execute(Runnable task) {
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException closed) {
            isGone = true;
        }
    }

    // The event loop.

    private void write(Events.Batch batch) {
        if (isGone) return;
        ByteBuf out = context.alloc().buffer();
        try {
            if (!isOpen) {
                line.writeHead(out);
                chunk(out, BEGINNING);
                isOpen = true;
            }
            chunk(out, text(batch));
        } catch (RuntimeException broken) {
            ReferenceCountUtil.release(out);
            throw broken;
        }
        writtenNs = System.nanoTime();
        context.writeAndFlush(out, context.voidPromise());
        if (context.channel().isWritable()) isReady = true;
    }

    /** Events; or, where there are none, how far the stream has come. */
    private static byte[] text(Events.Batch batch) {
        var text = new StringBuilder();
        for (Events.Item item : batch.items()) {
            text.append("id: ").append(item.id()).append("\ndata: ");
            text.append(new String(item.json(), StandardCharsets.US_ASCII)).append("\n\n");
        }
        if (batch.items().isEmpty()) {
            text.append("id: ").append(batch.next().seen()).append("\n\n");
        }
        return ascii(text.toString());
    }

    private static void chunk(ByteBuf out, byte[] content) {
        out.writeBytes(ascii(Integer.toHexString(content.length))).writeBytes(CRLF);
        out.writeBytes(content).writeBytes(CRLF);
    }

    private void onRefused(Events.Reason reason, long position) {
        if (isGone) return;
        if (isOpen) {
            finish();
        } else {
            isGone = true;
            line.refuse(reason, position);
        }
    }

    /** In good order: a client that comes back goes on where it was. */
    void finish() {
        if (isGone) return;
        isGone = true;
        if (isOpen) {
            context.write(context.alloc().buffer().writeBytes(LAST_CHUNK), context.voidPromise());
        }
        line.end();
    }

    /** The socket takes again. */
    void onWritable() {
        if (isOpen) isReady = true;
    }

    void onTime(long nowNs) {
        if (!isOpen || isGone) return;
        if (nowNs - lookedNs >= LOOK_NS) {
            lookedNs = nowNs;
            if (!line.mayGoOn()) {
                finish();
                return;
            }
        }
        if (nowNs - writtenNs < COMMENT_NS || !context.channel().isWritable()) return;
        writtenNs = nowNs;
        ByteBuf out = context.alloc().buffer();
        chunk(out, COMMENT);
        context.writeAndFlush(out, context.voidPromise());
    }

    /** The connection is gone. */
    void gone() {
        isGone = true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
