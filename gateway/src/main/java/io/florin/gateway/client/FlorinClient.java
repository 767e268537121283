package io.florin.gateway.client;

import io.florin.gateway.client.AnswerDecoder.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The client of the binary protocol: one connection, one thread, any number of requests under way.
 *
 * <p>Futures are completed on the client's own thread, which must not be blocked: what takes longer belongs
 * elsewhere. A connection that is lost stays lost: connect again and send the same ids again.
 */
public final class FlorinClient implements Florin {
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long CLOSE_LOOK_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int TICKS_PER_TIMEOUT = 8;

    private final EventLoopGroup loops;
    private final Channel channel;
    private final PendingRequests pending;
    private final long timeoutNs;

    private FlorinClient(EventLoopGroup loops, Channel channel, PendingRequests pending, long timeoutNs) {
        this.loops = loops;
        this.channel = channel;
        this.pending = pending;
        this.timeoutNs = timeoutNs;
    }

    /**
     * Connects to a node's binary port.
     *
     * @throws IllegalStateException if nobody listens there, or it cannot show that it is who was asked for; the
     *     message ends in {@code address=host:port}.
     */
    public static FlorinClient connect(ClientConfig config) {
        Objects.requireNonNull(config);
        boolean isEpoll = Epoll.isAvailable();
        var opening = new Opening(config, new PendingRequests(config));
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("florin-client", true),
                isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ChannelFuture connected = new Bootstrap()
                .group(loops)
                .channel(isEpoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TimeUnit.NANOSECONDS.toMillis(config.timeoutNs()))
                .handler(opening)
                .connect(config.address())
                .awaitUninterruptibly();
        if (!connected.isSuccess()) throw failed(loops, config, "nobody answers", connected.cause());
        Throwable noTls = opening.encrypted.handle((done, failure) -> failure).join();
        if (noTls != null) throw failed(loops, config, "no TLS with this node (" + noTls.getMessage() + ")", noTls);

        PendingRequests pending = opening.pending;
        pending.opened(connected.channel());
        long tickNs = config.timeoutNs() / TICKS_PER_TIMEOUT;
        connected
                .channel()
                .eventLoop()
                .scheduleAtFixedRate(() -> pending.failLate(System.nanoTime()), tickNs, tickNs, TimeUnit.NANOSECONDS);
        return new FlorinClient(loops, connected.channel(), pending, config.timeoutNs());
    }

    /** Puts a new connection's handlers in their order; those of TLS first. */
    private static final class Opening extends ChannelInitializer<Channel> {
        private final ClientConfig config;
        private final PendingRequests pending;
        private final Optional<SslContext> tls;
        private final CompletableFuture<Void> encrypted = new CompletableFuture<>();

        Opening(ClientConfig config, PendingRequests pending) {
            this.config = config;
            this.pending = pending;
            this.tls = config.tls().map(ClientTls::nettyContext);
            if (tls.isEmpty()) encrypted.complete(null);
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls.isPresent()) {
                SslHandler handler =
                        ClientTls.handler(tls.get(), channel.alloc(), config.address(), config.timeoutNs());
                handler.handshakeFuture().addListener(this::shaken);
                channel.pipeline().addLast(handler);
            }
            channel.pipeline().addLast(new ClientConnection(pending));
        }

        private void shaken(Future<? super Channel> handshake) {
            if (handshake.isSuccess()) encrypted.complete(null);
            else encrypted.completeExceptionally(handshake.cause());
        }
    }

    private static IllegalStateException failed(
            EventLoopGroup loops, ClientConfig config, String what, Throwable cause) {
        loops.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        InetSocketAddress address = config.address();
        return new IllegalStateException(
                what + ": address=" + address.getHostString() + ":" + address.getPort(), cause);
    }

    @Override
    public CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options) {
        Florin.requireEvents(accounts.size());
        var request =
                request(accounts.size(), (decoder, frame, offset) -> decoder.results(frame, offset, Kind.ACCOUNTS));
        pending.send(request, (encoder, out, id) -> encoder.accounts(out, id, accounts, options));
        return request.future();
    }

    @Override
    public CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options) {
        Florin.requireEvents(transfers.size());
        var request =
                request(transfers.size(), (decoder, frame, offset) -> decoder.results(frame, offset, Kind.TRANSFERS));
        pending.send(request, (encoder, out, id) -> encoder.transfers(out, id, transfers, options));
        return request.future();
    }

    @Override
    public CompletableFuture<Results> setAccountLimits(List<LimitsChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        var request =
                request(changes.size(), (decoder, frame, offset) -> decoder.results(frame, offset, Kind.CONTROLS));
        pending.send(request, (encoder, out, id) -> encoder.limits(out, id, changes, options));
        return request.future();
    }

    @Override
    public CompletableFuture<Results> setAccountStatus(List<StatusChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        var request =
                request(changes.size(), (decoder, frame, offset) -> decoder.results(frame, offset, Kind.CONTROLS));
        pending.send(request, (encoder, out, id) -> encoder.status(out, id, changes, options));
        return request.future();
    }

    @Override
    public CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids) {
        Florin.requireEvents(ids.size());
        var request = request(ids.size(), AnswerDecoder::accounts);
        pending.send(request, (encoder, out, id) -> encoder.lookupAccounts(out, id, ids));
        return request.future();
    }

    @Override
    public CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids) {
        Florin.requireEvents(ids.size());
        var request = request(ids.size(), AnswerDecoder::transfers);
        pending.send(request, (encoder, out, id) -> encoder.lookupTransfers(out, id, ids));
        return request.future();
    }

    private <T> PendingRequest<T> request(int events, PendingRequest.AnswerForm<T> form) {
        return new PendingRequest<>(events, System.nanoTime() + timeoutNs, form);
    }

    /** Whether requests can be sent; a connection that is lost does not come back. */
    public boolean isOpen() {
        return !pending.isClosed();
    }

    @Override
    public void close() {
        long deadlineNs = System.nanoTime() + CLOSE_TIMEOUT_NS;
        while (!pending.isEmpty() && System.nanoTime() < deadlineNs) LockSupport.parkNanos(CLOSE_LOOK_NS);
        channel.close().awaitUninterruptibly();
        pending.close("the client was closed");
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
