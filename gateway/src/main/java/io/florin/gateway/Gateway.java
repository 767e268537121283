package io.florin.gateway;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.http.HttpPort;
import io.florin.gateway.session.ConnectionCaps;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.wire.BinaryPort;
import io.florin.gateway.wire.Certificates;
import io.florin.gateway.wire.Certificates.Asked;
import io.florin.gateway.wire.HandshakeHandler;
import io.florin.pipeline.Ingress;
import io.florin.protocol.ProblemCatalogue;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The server: binary, HTTP and admin port on the same event loops.
 *
 * <pre>
 *   socket -> frames | HTTP -> shape, window -> ring ... reply stage -> outbox of the connection -> event loop ->
 *   socket
 * </pre>
 */
public final class Gateway implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int UNSENT_LOW = 64 * 1024;
    private static final int UNSENT_HIGH = 256 * 1024;
    private static final int RING_RESERVE_DIVISOR = 4;
    private static final long CLOSE_TIMEOUT_MS = 2_000;
    private static final long CLOSE_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventLoopGroup loops;
    private final Map<EventExecutor, LoopDesk> desks = new HashMap<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final Counters counters;
    private final Certificates certificates;
    private final BinaryPort binaryPort;
    private final Channel binary;
    private final Channel http;
    private final Channel admin;

    private Gateway(
            GatewayConfig config,
            Doorkeeper doorkeeper,
            Certificates certificates,
            Ingress ingress,
            Interior interior,
            Counters counters) {
        this.counters = counters;
        this.certificates = certificates;
        ProblemCatalogue.instance(); // a broken list is seen now, and not at the first refusal
        loops = Transport.loops(config.eventLoopsOn(Runtime.getRuntime().availableProcessors()));
        long ringMark = ingress.remaining() / RING_RESERVE_DIVISOR;
        for (EventExecutor loop : loops) {
            desks.put(loop, new LoopDesk((EventLoop) loop, ingress, ringMark, config.limits()));
        }
        binaryPort = new BinaryPort(ingress, interior.node(), doorkeeper, config.limits(), counters);
        var httpPort = HttpPort.open(desks.values(), ingress, interior, doorkeeper, config.limits(), counters);
        boolean isRemote = config.isAdminBeyondLoopback();
        Doorkeeper porter = isRemote ? doorkeeper : Doorkeeper.OPEN;
        var adminPort = HttpPort.admin(desks.values(), ingress, interior, porter, config.limits(), counters);
        try {
            binary = bind(
                    GatewayConfig.BINARY_BIND_PROPERTY,
                    config.binaryBind(),
                    new ConnectionCaps(config.limits()),
                    encrypted(
                            Asked.BINARY, (channel, desk) -> channel.pipeline().addLast(binaryPort.handler(desk))),
                    channel -> turnAway(channel, binaryPort));
            http = bind(
                    GatewayConfig.HTTP_BIND_PROPERTY,
                    config.httpBind(),
                    new ConnectionCaps(config.limits()),
                    encrypted(Asked.HTTP, httpPort::serve),
                    Channel::close);
            admin = bind(
                    GatewayConfig.ADMIN_BIND_PROPERTY,
                    config.adminBind(),
                    new ConnectionCaps(config.limits()),
                    encrypted(isRemote ? Asked.ADMIN_BEYOND_LOOPBACK : Asked.HTTP, adminPort::serve),
                    Channel::close);
        } catch (RuntimeException failed) {
            loops.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
            throw failed;
        }
    }

    /**
     * Opens the three ports; clients are served when this returns.
     *
     * @param doorkeeper who knows the keys of clients; borrowed.
     * @param certificates what the ports show; borrowed.
     * @param ingress where commands enter the ring; borrowed.
     * @param interior what lies behind the doors; borrowed.
     * @param counters where everything is counted; borrowed.
     * @throws IllegalStateException if a port cannot be opened; the message ends in {@code property=host:port}.
     */
    public static Gateway start(
            GatewayConfig config,
            Doorkeeper doorkeeper,
            Certificates certificates,
            Ingress ingress,
            Interior interior,
            Counters counters) {
        return new Gateway(config, doorkeeper, certificates, ingress, interior, counters);
    }

    /** Behind a handshake, if there are certificates. */
    private BiConsumer<Channel, LoopDesk> encrypted(Asked asked, BiConsumer<Channel, LoopDesk> serve) {
        if (!certificates.areShown()) return serve;
        return (channel, desk) ->
                HandshakeHandler.encrypt(channel, certificates, asked, counters, opened -> serve.accept(opened, desk));
    }

    private Channel bind(
            String property,
            InetSocketAddress address,
            ConnectionCaps caps,
            BiConsumer<Channel, LoopDesk> serve,
            Consumer<Channel> turnAway) {
        var bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true) // who says no more is still answered
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(UNSENT_LOW, UNSENT_HIGH))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        admit(channel, caps, serve, turnAway);
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        throw new IllegalStateException(
                "cannot be opened (" + bound.cause().getMessage() + "): " + property + "="
                        + GatewayConfig.text(address),
                bound.cause());
    }

    /** Says why, if that can be said in plain text. */
    private void turnAway(Channel channel, BinaryPort binaryPort) {
        if (certificates.areShown()) channel.close();
        else channel.writeAndFlush(binaryPort.limitReached(channel.alloc())).addListener(ChannelFutureListener.CLOSE);
    }

    private void admit(
            SocketChannel channel,
            ConnectionCaps caps,
            BiConsumer<Channel, LoopDesk> serve,
            Consumer<Channel> turnAway) {
        InetAddress address = channel.remoteAddress().getAddress();
        LoopDesk desk = desks.get(channel.eventLoop());
        if (desk == null || !caps.tryEnter(address)) {
            counters.increment(FlorinCounter.CONNECTIONS_REFUSED);
            turnAway.accept(channel);
            return;
        }
        channel.closeFuture().addListener(closed -> caps.leave(address));
        serve.accept(channel, desk);
    }

    public int binaryPort() {
        return binaryAddress().getPort();
    }

    public int httpPort() {
        return httpAddress().getPort();
    }

    public int adminPort() {
        return adminAddress().getPort();
    }

    /** As bound; the port is the real one. */
    public InetSocketAddress binaryAddress() {
        return (InetSocketAddress) binary.localAddress();
    }

    /** As bound; the port is the real one. */
    public InetSocketAddress httpAddress() {
        return (InetSocketAddress) http.localAddress();
    }

    /** As bound; the port is the real one. */
    public InetSocketAddress adminAddress() {
        return (InetSocketAddress) admin.localAddress();
    }

    /** Closes the binary and HTTP ports to new connections; those that are open go on, and the admin port stays. */
    public void stopAdmission() {
        binary.close().awaitUninterruptibly();
        http.close().awaitUninterruptibly();
        desks.forEach((loop, desk) -> loop.submit(desk::drainAll).awaitUninterruptibly());
    }

    /** Sends what was answered, then ends every connection and the threads. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) return;
        stopAdmission();
        admin.close().awaitUninterruptibly();
        desks.forEach((loop, desk) -> loop.submit(desk::closeAll).awaitUninterruptibly());
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_TIMEOUT_MS);
        desks.forEach((loop, desk) -> awaitEmpty(loop, desk, deadlineNs));
        desks.forEach((loop, desk) -> loop.submit(desk::abortAll).awaitUninterruptibly());
        loops.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        binaryPort.close();
    }

    private static void awaitEmpty(EventExecutor loop, LoopDesk desk, long deadlineNs) {
        while (System.nanoTime() < deadlineNs) {
            if (loop.submit(desk::isEmpty).syncUninterruptibly().getNow()) return;
            LockSupport.parkNanos(CLOSE_LOOK_NS);
        }
    }
}
