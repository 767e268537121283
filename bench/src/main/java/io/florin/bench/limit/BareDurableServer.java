package io.florin.bench.limit;

import io.florin.bench.load.FixedFrameCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The least that a durable server can do, on two threads: this one reads sockets and changes two balances, the other
 * writes, forces and answers ({@link BareCommit}). No rules, no checks, no record that anybody could recover from.
 *
 * <p>Arguments: directory, number of accounts, {@code binary} or {@code http}.
 */
public final class BareDurableServer {
    private static final long FILE_LENGTH = 256L * 1024 * 1024;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final BareRing ring = new BareRing();
    private final BareBalances balances;
    private final BareProtocol protocol;

    private BareDurableServer(int accounts, BareProtocol protocol) throws IOException {
        this.balances = new BareBalances(accounts);
        this.protocol = protocol;
    }

    /** Serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        BareProtocol protocol = args[2].equals("http") ? new BareHttp() : new BareFrames();
        var bare = new BareDurableServer(Integer.parseInt(args[1]), protocol);
        try (PreparedFile file = PreparedFile.make(Path.of(args[0]), FILE_LENGTH)) {
            var commit = new Thread(new BareCommit(bare.ring, file, protocol), "commit");
            commit.setDaemon(true);
            commit.start();
            bare.ring.consumer(commit);
            bare.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            bare.server.configureBlocking(false);
            bare.server.register(bare.selector, SelectionKey.OP_ACCEPT);
            var reader = new Thread(bare::serve, "sockets");
            reader.setDaemon(true);
            reader.start();
            ServerProcess.announce(bare.server.socket().getLocalPort());
            ServerProcess.awaitEndOfInput();
        }
    }

    private void serve() {
        try {
            while (true) selector.select(this::ready);
        } catch (IOException e) {
            throw new IllegalStateException("the sockets failed", e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                read((BareConnection) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new BareConnection(channel));
    }

    private void read(BareConnection connection) throws IOException {
        connection.read();
        long published = ring.published();
        for (int length = take(connection, published); length > 0; length = take(connection, published)) {
            connection.taken(length);
            published++;
        }
        connection.keepTheRest();
        ring.publish(published);
    }

    private int take(BareConnection connection, long sequence) {
        ring.awaitRoom(sequence);
        int slot = ring.offset(sequence);
        int length = protocol.take(connection.in(), connection.inFrom(), connection.inAvailable(), ring.bytes(), slot);
        if (length > 0) {
            ring.from(sequence, connection);
            balances.move(
                    ring.bytes().getLong(slot + FixedFrameCodec.DEBIT_OFFSET),
                    ring.bytes().getLong(slot + FixedFrameCodec.CREDIT_OFFSET),
                    ring.bytes().getLong(slot + FixedFrameCodec.AMOUNT_OFFSET));
        }
        return length;
    }
}
