package io.florin.gateway.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between a client and a node: passes bytes on, and cuts each connection after so many of them as a seed says, in
 * either direction, in the middle of whatever is under way. Once it has cut often enough, it only passes bytes on.
 */
final class CuttingRelay implements AutoCloseable {
    private static final int BYTES_MAX = 40_000;
    private static final int BUFFER = 4_096;

    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final SplittableRandom random;
    private final int cutsMax;
    private final AtomicInteger cuts = new AtomicInteger();
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private volatile int nodePort;
    private volatile boolean isClosed;

    CuttingRelay(int nodePort, int cutsMax, SplittableRandom random) throws IOException {
        this.nodePort = nodePort;
        this.cutsMax = cutsMax;
        this.random = random;
        Thread.ofPlatform().daemon().name("relay").start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    int cuts() {
        return cuts.get();
    }

    /** Cuts all connections; the next ones lead to another node. */
    void leadTo(int port) {
        nodePort = port;
        for (Pair pair : pairs) pair.end(true);
        pairs.clear();
    }

    private void accept() {
        while (!isClosed) {
            try {
                var client = server.accept();
                pairs.add(new Pair(client, new Socket(InetAddress.getLoopbackAddress(), nodePort)));
            } catch (IOException closed) {
                if (isClosed) return;
            }
        }
    }

    /** One connection: two sockets and two threads. */
    private final class Pair {
        private final Socket client;
        private final Socket node;
        private final boolean isReset = random.nextBoolean();
        private final AtomicBoolean isOver = new AtomicBoolean();

        Pair(Socket client, Socket node) throws IOException {
            this.client = client;
            this.node = node;
            client.setTcpNoDelay(true);
            node.setTcpNoDelay(true);
            long toNode = bytes();
            long toClient = bytes();
            Thread.ofPlatform().daemon().start(() -> pump(client, node, toNode));
            Thread.ofPlatform().daemon().start(() -> pump(node, client, toClient));
        }

        /** Most cuts are in the middle of traffic, some within the first frames. */
        private long bytes() {
            if (cuts.get() >= cutsMax) return Long.MAX_VALUE;
            return random.nextInt(8) == 0 ? random.nextInt(300) : random.nextInt(BYTES_MAX);
        }

        private void pump(Socket from, Socket to, long bytesMax) {
            byte[] buffer = new byte[BUFFER];
            long left = bytesMax;
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                while (left > 0) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) break;
                    out.write(buffer, 0, read);
                    left -= read;
                }
            } catch (IOException cutByTheOther) {
                // both are over
            }
            end(left == 0);
        }

        private void end(boolean isCut) {
            if (!isOver.compareAndSet(false, true)) return;
            if (isCut) cuts.incrementAndGet();
            close(node);
            close(client);
        }

        private void close(Socket socket) {
            try {
                if (isReset) socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException alreadyClosed) {
                // that is what was wanted
            }
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        server.close();
    }
}
