package io.florin.ops.tool.conformance;

import io.florin.gateway.client.Ids;
import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.SequenceDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** A bare client of the binary port: any bytes out, whole frames in, each judged by its envelope. One thread. */
final class BinaryPeer implements AutoCloseable {
    static final String CLOSED = "the end";

    private static final byte[] NOTHING = {};
    private static final int KEEP_ALIVE_MS = 10_000;
    private static final long NS_PER_MS = 1_000_000;

    private final Target target;
    private final Socket socket;
    private final InputStream in;
    private boolean isEstablished;

    private BinaryPeer(Target target) throws IOException {
        this.target = target;
        this.socket = target.connect();
        this.in = socket.getInputStream();
    }

    /** Connected, and nothing said yet. */
    static BinaryPeer connect(Target target) throws IOException {
        return new BinaryPeer(target);
    }

    /** With a session of its own that is established. */
    static BinaryPeer established(Target target) throws IOException {
        var peer = new BinaryPeer(target);
        UUID session = Ids.next();
        peer.send(peer.negotiate(session), peer.establish(session, 1));
        Differs.unlessEqual("NegotiationResponse", peer.answer());
        Differs.unlessEqual("EstablishmentAck", peer.answer());
        peer.isEstablished = true;
        return peer;
    }

    byte[] negotiate(UUID session) {
        return SessionFrames.negotiate(session, System.currentTimeMillis() * NS_PER_MS, target.key());
    }

    byte[] establish(UUID session, long nextNumber) {
        return SessionFrames.establish(session, nextNumber, System.currentTimeMillis() * NS_PER_MS, KEEP_ALIVE_MS, "");
    }

    /** In one write. */
    void send(byte[]... frames) throws IOException {
        int length = 0;
        for (byte[] frame : frames) length += frame.length;
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        socket.getOutputStream().write(all);
    }

    /** The next frame in a few words: its name, and what it says of a request. Heartbeats are passed over. */
    String answer() throws IOException {
        byte[] frame = frame();
        return frame.length == 0 ? CLOSED : FrameWords.of(frame);
    }

    /** The next frame; empty at the end. */
    byte[] frame() throws IOException {
        byte[] frame = anyFrame();
        while (frame.length > 0 && header(frame).templateId() == SequenceDecoder.TEMPLATE_ID) frame = anyFrame();
        return frame;
    }

    private byte[] anyFrame() throws IOException {
        byte[] head = head();
        if (head.length == 0) return head;
        Differs.unless(head.length == Frames.LENGTH_MIN, "a whole frame", head.length + " bytes, and the end");
        var header = new FrameHeaderDecoder().wrap(new UnsafeBuffer(head), 0);
        long length = header.length();
        boolean isLength = length >= Frames.LENGTH_MIN && length <= Frames.LENGTH_MAX && length % Frames.ALIGNMENT == 0;
        Differs.unless(isLength, "a frame's length", "length " + length);
        byte[] frame = new byte[(int) length];
        System.arraycopy(head, 0, frame, 0, head.length);
        int read = in.readNBytes(frame, head.length, frame.length - head.length);
        Differs.unless(read == frame.length - head.length, "a whole frame", "an end within one");
        Differs.unlessEqual(Frames.MAGIC, header.magic());
        Differs.unlessEqual((short) Frames.VERSION, header.version());
        int crc = new Crc32c().of(frame, Frames.CRC_FROM, frame.length - Frames.CRC_FROM);
        Differs.unless((int) header.crc() == crc, "a frame whose checksum is right", "another checksum");
        return frame;
    }

    private byte[] head() throws IOException {
        try {
            return in.readNBytes(Frames.LENGTH_MIN);
        } catch (SocketException reset) {
            return NOTHING;
        }
    }

    static MessageHeaderDecoder header(byte[] frame) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(frame), Frames.HEADER_LENGTH);
    }

    /** Takes leave, so that nobody keeps the session for later; from a server that is gone already there is none. */
    @Override
    public void close() throws IOException {
        try (socket) {
            if (isEstablished) send(SessionFrames.terminate(Reason.FINISHED, "", 0));
        } catch (SocketException gone) {
            // it ended the connection first, as some checks want
        }
    }
}
