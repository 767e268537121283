package io.florin.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that its last words arrive: what is still coming in is read and thrown away for a moment,
 * because closing a socket with unread bytes makes the kernel discard what the client has not read yet.
 */
public final class Farewell {
    private static final long LINGER_MS = 1_000;

    private Farewell() {}

    /** Whoever has gone is not waited for: else each of them would hold a place among the connections for a second. */
    private static final class ClosesWithTheClient extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) context.close();
            else context.fireUserEventTriggered(event);
        }
    }

    /**
     * Event loop. Everything written before is sent; the caller ignores all input from now on. A client that leaves it
     * unread for so many ns is not waited for.
     */
    public static void afterWrites(ChannelHandlerContext context, Object lastWords, long writeTimeoutNs) {
        Channel channel = context.channel();
        ReadGate.read(channel);
        ChannelFuture written = context.writeAndFlush(lastWords);
        var deadline = channel.eventLoop().schedule(() -> channel.close(), writeTimeoutNs, TimeUnit.NANOSECONDS);
        written.addListener((ChannelFutureListener) done -> {
            deadline.cancel(false);
            if (!done.isSuccess() || !(channel instanceof DuplexChannel duplex) || duplex.isInputShutdown()) {
                channel.close();
                return;
            }
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (tls == null) duplex.shutdownOutput();
            else tls.closeOutbound().addListener(said -> duplex.shutdownOutput());
            channel.pipeline().addFirst(new ClosesWithTheClient());
            channel.eventLoop().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
        });
    }

    /** Event loop. The client has nothing to add: if the last words are said, nothing is waited for. */
    public static void afterInput(ChannelHandlerContext context) {
        if (context.channel() instanceof DuplexChannel duplex && duplex.isOutputShutdown()) context.close();
    }
}
