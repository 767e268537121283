package io.florin.gateway.client;

import io.florin.protocol.PemFile;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a client speaks TLS: 1.3 alone, and only with a node whose certificate names the host that was asked for. Where
 * {@code netty-tcnative-boringssl-static} is on the class path the binary client uses it, else the JDK.
 *
 * @param authority who signs the certificates of nodes, as PEM; without it, whom the JDK trusts.
 * @param identity what the client shows if it is asked.
 */
public record ClientTls(Optional<Path> authority, Optional<Identity> identity) {
    private static final String VERSION = "TLSv1.3";
    private static final String VERIFY_HOST = "HTTPS";
    private static final char[] NO_PASSWORD = {};

    /**
     * A certificate of the client's own.
     *
     * @param certificate and those above it, as PEM.
     * @param keyFile its private key, as PEM (PKCS#8), not encrypted.
     */
    public record Identity(Path certificate, Path keyFile) {}

    /** Trusts whom the JDK trusts. */
    public static ClientTls trustingJdk() {
        return new ClientTls(Optional.empty(), Optional.empty());
    }

    /** Trusts this authority, or this one certificate, alone. */
    public static ClientTls trusting(Path authority) {
        return new ClientTls(Optional.of(authority), Optional.empty());
    }

    /** The same, with a certificate of the client's own. */
    public ClientTls with(Path certificate, Path keyFile) {
        return new ClientTls(authority, Optional.of(new Identity(certificate, keyFile)));
    }

    /** What one connection is encrypted with. */
    static SslHandler handler(
            SslContext context, ByteBufAllocator allocator, InetSocketAddress address, long timeoutNs) {
        SslHandler handler = context.newHandler(allocator, address.getHostString(), address.getPort());
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(VERIFY_HOST);
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeout(timeoutNs, TimeUnit.NANOSECONDS);
        return handler;
    }

    /**
     * For Netty.
     *
     * @throws IllegalArgumentException if a file cannot be used; the message ends in {@code name=file}.
     */
    SslContext nettyContext() {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols(VERSION);
        authority.ifPresent(file -> builder.trustManager(array(certificates("authority", file))));
        identity.ifPresent(mine -> builder.keyManager(key(mine), array(certificates("certificate", mine.certificate))));
        try {
            return builder.build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("cannot be used for TLS (" + unusable.getMessage() + "): " + this);
        }
    }

    /**
     * For the JDK's clients, such as {@link java.net.http.HttpClient}, which verify the host by themselves.
     *
     * @throws IllegalArgumentException if a file cannot be used; the message ends in {@code name=file}.
     */
    public SSLContext jdkContext() {
        try {
            var context = SSLContext.getInstance(VERSION);
            context.init(
                    identity.isPresent() ? keys(identity.get()).getKeyManagers() : null,
                    authority.isPresent() ? trust(authority.get()).getTrustManagers() : null,
                    null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("cannot be used for TLS (" + unusable.getMessage() + "): " + this);
        }
    }

    /**
     * Over a socket that is connected to this address, and is closed with what is returned: hands are shaken, and the
     * host is who was asked for.
     *
     * @throws IllegalArgumentException if a file cannot be used; the message ends in {@code name=file}.
     */
    public Socket over(Socket connected, InetSocketAddress address) throws IOException {
        SSLSocket socket = (SSLSocket) jdkContext()
                .getSocketFactory()
                .createSocket(connected, address.getHostString(), address.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(VERIFY_HOST);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static TrustManagerFactory trust(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        List<X509Certificate> trusted = certificates("authority", file);
        for (int i = 0; i < trusted.size(); i++) store.setCertificateEntry("authority-" + i, trusted.get(i));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyManagerFactory keys(Identity mine) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        Certificate[] chain = array(certificates("certificate", mine.certificate));
        store.setKeyEntry("mine", key(mine), NO_PASSWORD, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static X509Certificate[] array(List<X509Certificate> certificates) {
        return certificates.toArray(X509Certificate[]::new);
    }

    private static List<X509Certificate> certificates(String name, Path file) {
        try {
            return PemFile.certificates(file);
        } catch (PemFile.RefusedException refused) {
            throw refused(refused, name, file);
        }
    }

    private static PrivateKey key(Identity mine) {
        try {
            return PemFile.privateKey(mine.keyFile);
        } catch (PemFile.RefusedException refused) {
            throw refused(refused, "keyFile", mine.keyFile);
        }
    }

    private static IllegalArgumentException refused(PemFile.RefusedException refused, String name, Path file) {
        return new IllegalArgumentException(refused.getMessage() + ": " + name + "=" + file, refused);
    }
}
