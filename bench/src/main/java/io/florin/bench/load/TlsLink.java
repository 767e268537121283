package io.florin.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** A link through TLS: one record at a time, in memory of its own. */
final class TlsLink implements LoadLink {
    private final SocketChannel channel;
    private final SSLEngine engine;

    /** Encrypted and not yet sent: between position and limit. */
    private final ByteBuffer out;

    /** Come and not yet decrypted: up to its position. */
    private final ByteBuffer in;

    /** Decrypted and not yet read: between position and limit. */
    private final ByteBuffer plain;

    /** The last read ended for want of room. */
    private boolean mayHaveMore;

    private TlsLink(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
        int recordLength = engine.getSession().getPacketBufferSize();
        out = ByteBuffer.allocateDirect(2 * recordLength).limit(0);
        in = ByteBuffer.allocateDirect(2 * recordLength);
        plain = ByteBuffer.allocateDirect(engine.getSession().getApplicationBufferSize())
                .limit(0);
    }

    /** Shakes hands over a socket that still blocks. */
    static TlsLink open(SocketChannel channel, SSLEngine engine) throws IOException {
        engine.setUseClientMode(true);
        var link = new TlsLink(channel, engine);
        engine.beginHandshake();
        link.shakeHands();
        return link;
    }

    private void shakeHands() throws IOException {
        ByteBuffer nothing = ByteBuffer.allocateDirect(0);
        HandshakeStatus next = engine.getHandshakeStatus();
        while (next != HandshakeStatus.NOT_HANDSHAKING && next != HandshakeStatus.FINISHED) {
            switch (next) {
                case NEED_WRAP -> {
                    encrypt(nothing);
                    while (out.hasRemaining()) channel.write(out);
                }
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> {
                    if (decrypt().getStatus() == Status.BUFFER_UNDERFLOW && channel.read(in) < 0) {
                        throw new EOFException("the server ended a handshake");
                    }
                }
            }
            next = engine.getHandshakeStatus();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int before = from.remaining();
        while (flush() && from.hasRemaining()) encrypt(from);
        return before - from.remaining();
    }

    private boolean flush() throws IOException {
        if (out.hasRemaining()) channel.write(out);
        return !out.hasRemaining();
    }

    private void encrypt(ByteBuffer from) throws IOException {
        out.clear();
        SSLEngineResult result = engine.wrap(from, out);
        out.flip();
        if (result.getStatus() != Status.OK) throw new IOException("nothing was encrypted: " + result);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int read = take(into);
        if (read > 0) return read;
        int came = channel.read(in);
        read = take(into);
        return read == 0 && came < 0 ? -1 : read;
    }

    /** Moves all that is there, record by record, as long as there is room. */
    private int take(ByteBuffer into) throws IOException {
        int before = into.position();
        boolean hasRecord = true;
        while (hasRecord && into.hasRemaining()) {
            if (!plain.hasRemaining()) hasRecord = decrypt().getStatus() == Status.OK;
            int length = Math.min(plain.remaining(), into.remaining());
            into.put(into.position(), plain, plain.position(), length).position(into.position() + length);
            plain.position(plain.position() + length);
        }
        mayHaveMore = hasRecord;
        return into.position() - before;
    }

    private SSLEngineResult decrypt() throws IOException {
        in.flip();
        plain.clear();
        SSLEngineResult result = engine.unwrap(in, plain);
        plain.flip();
        in.compact();
        if (result.getStatus() == Status.CLOSED) throw new EOFException("the server ended TLS");
        if (result.getStatus() == Status.BUFFER_OVERFLOW) throw new IOException("a record is too long: " + result);
        return result;
    }

    @Override
    public boolean isFlushed() {
        return !out.hasRemaining();
    }

    @Override
    public boolean hasMore() {
        return mayHaveMore;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
