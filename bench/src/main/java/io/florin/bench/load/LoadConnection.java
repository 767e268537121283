package io.florin.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One connection of a load: requests are written into one piece of direct memory and sent many at a time, answers are
 * read where they lie. The generator's thread only.
 */
final class LoadConnection implements AutoCloseable {
    private static final int BUFFER_LENGTH_MAX = 256 * 1024;

    private final LoadLink link;
    private final SelectionKey key;
    private final LoadCodec codec;
    private final int window;
    private final long[] intendedNs;
    private final int mask;

    private final ByteBuffer out;
    private final UnsafeBuffer outBytes;
    private int outFrom;
    private int outTo;

    private final ByteBuffer in;
    private final UnsafeBuffer inBytes;
    private int inFrom;
    private int inTo;

    private long sent;
    private long answered;

    private LoadConnection(SocketChannel channel, LoadLink link, Selector selector, LoadCodec codec, int window)
            throws IOException {
        this.link = link;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
        this.codec = codec;
        this.window = window;
        this.intendedNs = new long[BitUtil.findNextPositivePowerOfTwo(window)];
        this.mask = intendedNs.length - 1;
        this.out = ByteBuffer.allocateDirect(length(codec.requestLengthMax(), window));
        this.outBytes = new UnsafeBuffer(out);
        this.in = ByteBuffer.allocateDirect(length(codec.answerLengthMax(), window));
        this.inBytes = new UnsafeBuffer(in);
    }

    /** For as many as may be under way, within reason, so that ten thousand connections fit into memory. */
    private static int length(int one, int window) {
        return (int) Math.max(2L * one, Math.min(BUFFER_LENGTH_MAX, (long) one * (window + 1)));
    }

    static LoadConnection open(LoadTarget target, Selector selector, LoadCodec codec, int window) throws IOException {
        SocketChannel channel = SocketChannel.open(target.address());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        LoadLink link = target.link(channel);
        codec.begin(link, target.apiKey());
        channel.configureBlocking(false);
        return new LoadConnection(channel, link, selector, codec, window);
    }

    /** Tells the wall clock; once before many requests. */
    void time(long epochMs) {
        codec.time(epochMs);
    }

    /** Requests without an answer. */
    long inFlight() {
        return sent - answered;
    }

    /** Whether nothing waits to be sent. */
    boolean isFlushed() {
        return outFrom == outTo;
    }

    boolean hasRoom() {
        return inFlight() < window && out.capacity() - outTo >= codec.requestLengthMax();
    }

    /** Writes the next request into memory; {@link #flush} sends it. Only when there is room. */
    void add(long nowNs) {
        intendedNs[(int) sent & mask] = nowNs;
        outTo += codec.encode(outBytes, out, outTo, sent);
        sent++;
    }

    /** Sends what the socket takes; the rest waits until it is writable again. */
    void flush() throws IOException {
        if (outFrom == outTo && link.isFlushed()) return;
        out.limit(outTo).position(outFrom);
        outFrom += link.write(out);
        if (outFrom == outTo && link.isFlushed()) {
            outFrom = 0;
            outTo = 0;
            if (key.interestOps() != SelectionKey.OP_READ) key.interestOps(SelectionKey.OP_READ);
        } else {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Takes the answers that have arrived and tells the latencies. */
    void receive(LatencySink sink) throws IOException {
        do {
            receiveOnce(sink);
        } while (link.hasMore());
    }

    private void receiveOnce(LatencySink sink) throws IOException {
        in.limit(in.capacity()).position(inTo);
        int read = link.read(in);
        if (read < 0) throw new EOFException("the server closed a connection: inFlight=" + inFlight());
        inTo += read;
        long nowNs = System.nanoTime();
        int length = next();
        while (length > 0) {
            inFrom += length;
            sink.answered(codec.events(answered), nowNs, nowNs - intendedNs[(int) answered & mask]);
            answered++;
            length = next();
        }
        keepTheRest();
    }

    private int next() {
        inFrom += codec.aside(inBytes, inFrom, inTo - inFrom);
        return inFrom == inTo ? 0 : codec.decode(inBytes, in, inFrom, inTo - inFrom, answered);
    }

    private void keepTheRest() {
        if (inFrom == inTo) {
            inFrom = 0;
            inTo = 0;
        } else if (inFrom > 0 && in.capacity() - inTo < in.capacity() / 2) {
            inBytes.putBytes(0, inBytes, inFrom, inTo - inFrom);
            inTo -= inFrom;
            inFrom = 0;
        }
    }

    boolean isIdle() {
        return sent == answered;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
