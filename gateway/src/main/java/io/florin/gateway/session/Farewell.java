package io.florin.gateway.session;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that its last words arrive: what is still coming in is read and thrown away for a moment,
 * because closing a socket with unread bytes makes the kernel discard what the client has not read yet.
 */
public final class Farewell {
    private static final long LINGER_MS = 1_000;

    private Farewell() {}

    /** Event loop. Everything written before is sent; the caller ignores all input from now on. */
    public static void afterWrites(ChannelHandlerContext context, Object lastWords) {
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(lastWords).addListener((ChannelFutureListener) written -> {
            if (!written.isSuccess() || !(written.channel() instanceof DuplexChannel channel)) {
                written.channel().close();
                return;
            }
            channel.shutdownOutput();
            channel.eventLoop().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
        });
    }
}
