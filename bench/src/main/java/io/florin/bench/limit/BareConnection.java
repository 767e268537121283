package io.florin.bench.limit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** One connection: its input belongs to the thread that reads sockets, its output to the one that commits. */
final class BareConnection {
    private static final int LENGTH = 256 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer input = ByteBuffer.allocateDirect(LENGTH);
    private final UnsafeBuffer in = new UnsafeBuffer(input);
    private int inFrom;
    private int inTo;

    private final ByteBuffer output = ByteBuffer.allocateDirect(LENGTH);
    private final UnsafeBuffer out = new UnsafeBuffer(output);
    private int outTo;

    BareConnection(SocketChannel channel) {
        this.channel = channel;
    }

    void read() throws IOException {
        input.limit(LENGTH).position(inTo);
        int read = channel.read(input);
        if (read < 0) {
            channel.close();
            throw new EOFException();
        }
        inTo += read;
    }

    UnsafeBuffer in() {
        return in;
    }

    int inFrom() {
        return inFrom;
    }

    int inAvailable() {
        return inTo - inFrom;
    }

    void taken(int length) {
        inFrom += length;
    }

    void keepTheRest() {
        if (inFrom < inTo) in.putBytes(0, in, inFrom, inTo - inFrom);
        inTo -= inFrom;
        inFrom = 0;
    }

    UnsafeBuffer out() {
        return out;
    }

    int outTo() {
        return outTo;
    }

    boolean outIsEmpty() {
        return outTo == 0;
    }

    void answered(int length) throws IOException {
        outTo += length;
        if (outTo > LENGTH / 2) flush();
    }

    void flush() throws IOException {
        output.limit(outTo).position(0);
        outTo = 0;
        while (output.hasRemaining()) {
            if (channel.write(output) == 0) Thread.onSpinWait();
        }
    }
}
