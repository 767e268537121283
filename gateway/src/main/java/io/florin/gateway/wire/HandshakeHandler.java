package io.florin.gateway.wire;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.PeerCertificate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Stands behind the TLS of one connection. The handlers that serve it are put behind this one when the handshake is
 * done, and hear of the connection only then: their clocks do not run before, and no byte reaches them that nobody
 * encrypted. Whatever TLS itself refuses ends here, counted as what clients do and not as a bug of ours. Event loop
 * only.
 */
public final class HandshakeHandler extends ChannelInboundHandlerAdapter {
    private final Counters counters;
    private final Consumer<Channel> serve;
    private boolean isOpen;
    private boolean isRefused;

    private HandshakeHandler(Counters counters, Consumer<Channel> serve) {
        this.counters = counters;
        this.serve = serve;
    }

    /**
     * Encrypts a new connection.
     *
     * @param serve puts the other handlers into its pipeline, once the handshake is done.
     */
    public static void encrypt(
            Channel channel,
            Certificates certificates,
            Certificates.Asked asked,
            Counters counters,
            Consumer<Channel> serve) {
        SslHandler tls = certificates.handler(asked, channel.alloc());
        channel.pipeline().addLast(tls, new HandshakeHandler(counters, serve));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // said to the others when they are there
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (isOpen) ctx.fireChannelInactive();
        else refused();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) open(ctx);
            else refuse(ctx);
        } else if (event instanceof SslCloseCompletionEvent) {
            ctx.close(); // both directions end at once in TLS as its libraries have it: no answer would arrive
        } else if (isOpen) {
            ctx.fireUserEventTriggered(event);
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            refuse(ctx);
        }
    }

    private void open(ChannelHandlerContext ctx) {
        isOpen = true;
        counters.increment(FlorinCounter.TLS_HANDSHAKES);
        keepCertificate(ctx);
        serve.accept(ctx.channel());
        ctx.fireChannelActive();
    }

    private static void keepCertificate(ChannelHandlerContext ctx) {
        SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
        try {
            Certificate[] shown = session.getPeerCertificates();
            if (shown.length > 0 && shown[0] instanceof X509Certificate certificate) {
                PeerCertificate.of(certificate).keep(ctx.channel());
            }
        } catch (SSLPeerUnverifiedException none) {
            // it has none, and none is needed to connect: who needs one asks for it
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean isOfTls = cause instanceof SSLException
                || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
        if (isOpen && !isOfTls) ctx.fireExceptionCaught(cause);
        else refuse(ctx);
    }

    private void refuse(ChannelHandlerContext ctx) {
        refused();
        ctx.close();
    }

    private void refused() {
        if (!isRefused) counters.increment(FlorinCounter.TLS_REFUSED);
        isRefused = true;
    }
}
