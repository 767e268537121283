package io.florin.gateway.client;

import io.florin.gateway.client.AnswerDecoder.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The client of the binary protocol: one connection, one thread, any number of requests under way.
 *
 * <p>A connection that is lost is made again, to the same node or to the next of the list. If the node still knows the
 * session, answers that were missed are sent again; if not, what has no answer is sent again under its own ids. A
 * request ends as unknown only when its time is over, or when it may not be sent twice (a change of limits or status
 * without a key); as not executed when no node has ever seen it. With {@link ClientConfig#withoutReconnect} a
 * connection that is lost stays lost.
 *
 * <p>Futures are completed on the client's own thread, which must not be blocked: what takes longer belongs
 * elsewhere.
 */
public final class FlorinClient implements Florin {
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long CLOSE_LOOK_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int TICKS_PER_TIMEOUT = 8;
    private static final long CONNECT_TIMEOUT_NS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final EventLoopGroup loops;
    private final PendingRequests pending;
    private final ClientSession session;
    private final long timeoutNs;

    private FlorinClient(EventLoopGroup loops, PendingRequests pending, ClientSession session, long timeoutNs) {
        this.loops = loops;
        this.pending = pending;
        this.session = session;
        this.timeoutNs = timeoutNs;
    }

    /**
     * Connects to the binary port of the first node that serves.
     *
     * @throws IllegalStateException if none does; the message says why, and ends in {@code address=host:port}.
     */
    public static FlorinClient connect(ClientConfig config) {
        Objects.requireNonNull(config);
        config.key().signature().ifPresent(algorithm -> {
            throw new IllegalArgumentException("the binary protocol has no signatures: a key that may be sent, a"
                    + " certificate, or FlorinHttpClient: signature=" + algorithm.label());
        });
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("florin-client", true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        var pending = new PendingRequests(config);
        EventLoop loop = loops.next();
        Optional<SslContext> tls = config.tls().map(ClientTls::nettyContext);
        var session = new ClientSession(
                config,
                pending,
                loop,
                (address, connection) -> dial(loop, address, new Opening(config, tls, address, connection)));
        loop.execute(session::connect);
        try {
            session.first().join();
        } catch (CompletionException refused) {
            loops.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
            InetSocketAddress address = config.addresses().getLast();
            throw new IllegalStateException(
                    Objects.requireNonNullElse(refused.getCause(), refused).getMessage() + ": address="
                            + address.getHostString() + ":" + address.getPort(),
                    refused);
        }
        long tickNs = config.timeoutNs() / TICKS_PER_TIMEOUT;
        loop.scheduleAtFixedRate(() -> pending.failLate(System.nanoTime()), tickNs, tickNs, TimeUnit.NANOSECONDS);
        return new FlorinClient(loops, pending, session, config.timeoutNs());
    }

    private static void dial(EventLoop loop, InetSocketAddress address, Opening opening) {
        new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, opening.timeoutMs())
                .handler(opening)
                .connect(address)
                .addListener(done -> {
                    if (!done.isSuccess()) opening.connection.notConnected();
                });
    }

    /** Puts a new connection's handlers in their order; those of TLS first. */
    private static final class Opening extends ChannelInitializer<Channel> {
        private final Optional<SslContext> tls;
        private final InetSocketAddress address;
        private final ClientConnection connection;
        private final long timeoutNs;

        Opening(ClientConfig config, Optional<SslContext> tls, InetSocketAddress address, ClientConnection connection) {
            this.tls = tls;
            this.address = address;
            this.connection = connection;
            this.timeoutNs = Math.min(config.timeoutNs(), CONNECT_TIMEOUT_NS_MAX);
        }

        int timeoutMs() {
            return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNs));
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls.isPresent()) {
                SslHandler handler = ClientTls.handler(tls.get(), channel.alloc(), address, timeoutNs);
                handler.handshakeFuture().addListener(this::shaken);
                channel.pipeline().addLast(handler);
            }
            channel.pipeline().addLast(connection);
        }

        private void shaken(Future<? super Channel> handshake) {
            if (!handshake.isSuccess()) connection.notEncrypted(handshake.cause());
        }
    }

    @Override
    public CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options) {
        Florin.requireEvents(accounts.size());
        List<Account> rows = List.copyOf(accounts);
        return send(
                rows.size(),
                true,
                (encoder, out, id) -> encoder.accounts(out, id, rows, options),
                (decoder, frame, offset) -> decoder.results(frame, offset, Kind.ACCOUNTS));
    }

    @Override
    public CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options) {
        Florin.requireEvents(transfers.size());
        List<Transfer> rows = List.copyOf(transfers);
        return send(
                rows.size(),
                true,
                (encoder, out, id) -> encoder.transfers(out, id, rows, options),
                (decoder, frame, offset) -> decoder.results(frame, offset, Kind.TRANSFERS));
    }

    @Override
    public CompletableFuture<Results> setAccountLimits(List<LimitsChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        List<LimitsChange> rows = List.copyOf(changes);
        return send(
                rows.size(),
                options.hasKey(),
                (encoder, out, id) -> encoder.limits(out, id, rows, options),
                (decoder, frame, offset) -> decoder.results(frame, offset, Kind.CONTROLS));
    }

    @Override
    public CompletableFuture<Results> setAccountStatus(List<StatusChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        List<StatusChange> rows = List.copyOf(changes);
        return send(
                rows.size(),
                options.hasKey(),
                (encoder, out, id) -> encoder.status(out, id, rows, options),
                (decoder, frame, offset) -> decoder.results(frame, offset, Kind.CONTROLS));
    }

    @Override
    public CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids) {
        Florin.requireEvents(ids.size());
        List<UUID> rows = List.copyOf(ids);
        return send(
                rows.size(),
                true,
                (encoder, out, id) -> encoder.lookupAccounts(out, id, rows),
                AnswerDecoder::accounts);
    }

    @Override
    public CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids) {
        Florin.requireEvents(ids.size());
        List<UUID> rows = List.copyOf(ids);
        return send(
                rows.size(),
                true,
                (encoder, out, id) -> encoder.lookupTransfers(out, id, rows),
                AnswerDecoder::transfers);
    }

    private <T> CompletableFuture<T> send(
            int events, boolean isRepeatable, PendingRequest.Encoding encoding, PendingRequest.AnswerForm<T> form) {
        var request = new PendingRequest<>(events, timeoutNs, isRepeatable, encoding, form);
        pending.send(request);
        return request.future();
    }

    /** Whether there is a connection now. */
    public boolean isOpen() {
        return pending.isOpen();
    }

    @Override
    public void close() {
        long deadlineNs = System.nanoTime() + CLOSE_TIMEOUT_NS;
        while (pending.isOpen() && !pending.isEmpty() && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(CLOSE_LOOK_NS);
        }
        loops.submit(session::finish).awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
