package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** A bare socket to the binary port: any bytes out, whole frames in. Every read has a deadline. */
final class WireSocket implements AutoCloseable {
    static final String CLOSED = "closed";

    private static final int TIMEOUT_MS = 10_000;
    static final int KEEP_ALIVE_MS = 60_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    private WireSocket(TestNode node, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), node.gateway().binaryPort()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = socket.getInputStream();
    }

    /** Nothing was said yet. */
    static WireSocket silent(TestNode node) throws IOException {
        return new WireSocket(node, 0);
    }

    /** With a new session. */
    static WireSocket open(TestNode node) throws IOException {
        return new WireSocket(node, 0).begin();
    }

    /** With so little room for answers that a reader who is slow is soon noticed. */
    static WireSocket withLittleRoom(TestNode node) throws IOException {
        return new WireSocket(node, 4_096).begin();
    }

    /** The same with a session of this id. */
    static WireSocket withLittleRoom(TestNode node, UUID id) throws IOException {
        return new WireSocket(node, 4_096).begin(id, "");
    }

    private WireSocket begin() throws IOException {
        return begin(UUID.randomUUID(), "");
    }

    /** Negotiates and establishes a new session. */
    WireSocket begin(UUID id, String key) throws IOException {
        send(SessionFrames.negotiate(id, 0, key), SessionFrames.establish(id, 1, 0, KEEP_ALIVE_MS, ""));
        assertEquals("negotiated: version 0", answer());
        assertTrue(answer().startsWith("established: next 1, expected 1, "));
        return this;
    }

    /** Asks for a session of before; the next answer says whether it is there. */
    WireSocket resume(UUID id, long nextNumber) throws IOException {
        return send(SessionFrames.establish(id, nextNumber, 0, KEEP_ALIVE_MS, ""));
    }

    WireSocket send(byte[]... frames) throws IOException {
        socket.getOutputStream().write(TestFrame.join(frames));
        return this;
    }

    WireSocket send(byte[] bytes, int offset, int length) throws IOException {
        socket.getOutputStream().write(bytes, offset, length);
        return this;
    }

    /** The next frame, in words; {@link #CLOSED} if the node has closed the connection in good order. */
    String answer() throws IOException {
        byte[] frame = frame();
        return frame.length == 0 ? CLOSED : new AnswerText(frame).text();
    }

    /** The next frame, in words, if it answers a request on accounts. */
    String accountsAnswer() throws IOException {
        return new AnswerText(frame(), true).text();
    }

    /** The next frame; empty at the end. */
    byte[] frame() throws IOException {
        byte[] header = in.readNBytes(Frames.BLOCK_OFFSET);
        if (header.length == 0) return header;
        if (header.length < Frames.BLOCK_OFFSET) throw new EOFException("half a frame header");
        int length = new UnsafeBuffer(header).getInt(0);
        assertTrue(length >= Frames.LENGTH_MIN && length <= Frames.LENGTH_MAX && length % 8 == 0, "length=" + length);
        byte[] frame = TestFrame.join(header, in.readNBytes(length - header.length));
        assertEquals(length, frame.length, "the node sent half a frame");
        var bytes = new UnsafeBuffer(frame);
        assertEquals(new Crc32c().of(frame, Frames.CRC_FROM, length - Frames.CRC_FROM), bytes.getInt(4));
        assertEquals(Frames.MAGIC, bytes.getShort(8) & 0xFFFF);
        assertEquals(Frames.VERSION, bytes.getByte(10));
        return frame;
    }

    /** Nothing more will be sent; answers still come. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Without a farewell, and without a port that stays taken for a minute. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
