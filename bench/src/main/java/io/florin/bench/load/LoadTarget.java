package io.florin.bench.load;

import io.florin.gateway.client.ClientTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What a load is put on, and whether through TLS 1.3: by BoringSSL, as on the other side, where its library loads.
 *
 * @param tls for the many connections of a load.
 * @param blocking for the one that sets the stage.
 * @param apiKey by which binary sessions are opened; empty where none is asked for.
 */
public record LoadTarget(
        InetSocketAddress address, Optional<SslContext> tls, Optional<SSLContext> blocking, String apiKey) {
    /** Plain text. */
    public static LoadTarget plain(InetSocketAddress address) {
        return new LoadTarget(address, Optional.empty(), Optional.empty(), "");
    }

    /** TLS, if there is an authority to trust. */
    public static LoadTarget of(InetSocketAddress address, Optional<Path> authority) throws IOException {
        if (authority.isEmpty()) return plain(address);
        SslContext tls = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(authority.get().toFile())
                .build();
        SSLContext blocking = ClientTls.trusting(authority.get()).jdkContext();
        return new LoadTarget(address, Optional.of(tls), Optional.of(blocking), "");
    }

    /** The same, for the owner of this key. */
    public LoadTarget withKey(String newApiKey) {
        return new LoadTarget(address, tls, blocking, newApiKey);
    }

    LoadLink link(SocketChannel channel) throws IOException {
        if (tls.isEmpty()) return LoadLink.plain(channel);
        return TlsLink.open(
                channel, tls.get().newEngine(ByteBufAllocator.DEFAULT, address.getHostString(), address.getPort()));
    }

    Socket socket() throws IOException {
        return blocking.isPresent()
                ? blocking.get().getSocketFactory().createSocket(address.getAddress(), address.getPort())
                : new Socket(address.getAddress(), address.getPort());
    }
}
