package io.florin.gateway.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that the ports show and ask for: TLS 1.3, by BoringSSL where its library loads, else by the JDK.
 * Files that were changed are read again, all or none of them: a certificate without its key, as while somebody still
 * writes, changes nothing. Connections that are open keep what they began with.
 *
 * <p>Any thread; {@link #look} one thread.
 */
public final class Certificates {
    /** No TLS: loopback only. */
    public static final Certificates NONE = new Certificates(null, Clock.systemUTC(), SslProvider.JDK);

    private static final String VERSION = "TLSv1.3";

    private final @Nullable TlsConfig config;
    private final Clock clock;
    private final SslProvider provider;
    private volatile @Nullable Current current;
    private List<Version> seen = List.of(); // the looking thread
    private @Nullable List<Version> refused;

    /** What is asked of a client that connects. */
    public enum Asked {
        /** A binary client shows a certificate if it has one. */
        BINARY,
        /** An HTTP client likewise. */
        HTTP,
        /** Nobody gets in without one. */
        ADMIN_BEYOND_LOOPBACK;

        private ClientAuth clientAuth(boolean hasAuthorities) {
            if (!hasAuthorities) return ClientAuth.NONE;
            return this == ADMIN_BEYOND_LOOPBACK ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
        }
    }

    /** All that new connections need, exchanged as a whole. */
    private record Current(Map<Asked, SslContext> contexts, Instant expires) {}

    /** By which a change of a file is seen. */
    private record Version(
            FileTime changed, long length, @Nullable Object fileKey) {}

    private Certificates(@Nullable TlsConfig config, Clock clock, SslProvider provider) {
        this.config = config;
        this.provider = provider;
        this.clock = clock;
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one cannot be used; the message is a sentence that ends in the setting.
     */
    public static Certificates of(TlsConfig config) {
        return of(config, Clock.systemUTC(), OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    static Certificates of(TlsConfig config, Clock clock, SslProvider provider) {
        var certificates = new Certificates(config, clock, provider);
        certificates.look();
        return certificates;
    }

    /** By the setting; without it, none. */
    public static Certificates of(Optional<TlsConfig> config) {
        return config.map(Certificates::of).orElse(NONE);
    }

    /** Whether the ports speak TLS. */
    public boolean areShown() {
        return config != null;
    }

    /** When the certificate shown expires; nothing if none is. */
    public Optional<Instant> expires() {
        Current now = current;
        return now == null ? Optional.empty() : Optional.of(now.expires);
    }

    /** How long a handshake may take. */
    long handshakeTimeoutNs() {
        return config == null ? TlsConfig.HANDSHAKE_TIMEOUT_DEFAULT_NS : config.handshakeTimeoutNs();
    }

    /** For one new connection: decrypts and encrypts with the certificates of now. */
    SslHandler handler(Asked asked, ByteBufAllocator allocator) {
        Current now = current;
        SslContext context = now == null ? null : now.contexts.get(asked);
        if (context == null) throw new IllegalStateException("there are no certificates");
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeout(handshakeTimeoutNs(), TimeUnit.NANOSECONDS);
        return handler;
    }

    /**
     * Reads the files again if one was changed. When that fails, those of before go on to count, and it is said once.
     *
     * @return whether others are shown from now on.
     * @throws IllegalArgumentException as {@link #of}; a look at the same files does not say it again.
     */
    public boolean look() {
        if (config == null) return false;
        List<Version> versions = versions(config);
        if (versions.equals(seen) || versions.equals(refused)) return false;
        try {
            ServerPair pair = ServerPair.read(config, clock.instant());
            current = new Current(contexts(pair), pair.expires());
            seen = versions;
            refused = null;
            return true;
        } catch (RuntimeException unusable) {
            refused = versions;
            throw unusable;
        }
    }

    private static List<Version> versions(TlsConfig config) {
        List<Path> files = new ArrayList<>(List.of(config.certificate(), config.keyFile()));
        config.clientAuthority().ifPresent(files::add);
        return files.stream().map(Certificates::version).toList();
    }

    private static Version version(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException absent) {
            return new Version(FileTime.from(Instant.EPOCH), -1, null); // reading says what is wrong
        }
    }

    private Map<Asked, SslContext> contexts(ServerPair pair) {
        Map<Asked, SslContext> contexts = new EnumMap<>(Asked.class);
        for (Asked asked : Asked.values()) contexts.put(asked, context(asked, pair));
        return contexts;
    }

    private SslContext context(Asked asked, ServerPair pair) {
        SslContextBuilder builder = SslContextBuilder.forServer(
                        pair.key(), pair.chain().toArray(X509Certificate[]::new))
                .sslProvider(provider)
                .protocols(VERSION)
                .clientAuth(asked.clientAuth(!pair.authorities().isEmpty()));
        if (!pair.authorities().isEmpty()) {
            builder.trustManager(pair.authorities().toArray(X509Certificate[]::new));
        }
        if (asked != Asked.BINARY) builder.applicationProtocolConfig(onlyHttp1());
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException refusedByLibrary) {
            throw new IllegalArgumentException(
                    "cannot be used for TLS 1.3 (" + refusedByLibrary.getMessage() + "): "
                            + TlsConfig.CERTIFICATE_PROPERTY + "=" + (config == null ? "" : config.certificate()),
                    refusedByLibrary);
        }
    }

    /** A client that proposes other protocols alone hears no proposal back, and then that HTTP/1.1 it is. */
    private static ApplicationProtocolConfig onlyHttp1() {
        return new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_1_1);
    }
}
