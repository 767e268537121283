package io.florin.bench.load;

import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.EstablishmentAckDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.NegotiationResponseDecoder;
import io.florin.protocol.codec.SequenceDecoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Begins a session of the binary protocol over a new connection, and waits until requests may come. */
final class WireSession {
    /** The longest there is: nobody speaks in between when a bench looks elsewhere for a while. */
    private static final int KEEP_ALIVE_MS = 60_000;

    private static final int RESPONSE_LENGTH = Frames.BLOCK_OFFSET + NegotiationResponseDecoder.BLOCK_LENGTH;
    private static final int ANSWERS_LENGTH =
            RESPONSE_LENGTH + Frames.BLOCK_OFFSET + EstablishmentAckDecoder.BLOCK_LENGTH;
    private static final int OPENING_LENGTH_MAX = 512;
    private static final int LENGTH = Frames.BLOCK_OFFSET + SequenceDecoder.BLOCK_LENGTH;

    private WireSession() {}

    static void begin(InputStream input, OutputStream output, String apiKey) throws IOException {
        output.write(opening(apiKey));
        output.flush();
        var in = new DataInputStream(input);
        byte[] answers = new byte[ANSWERS_LENGTH];
        in.readFully(answers);
        check(answers);
    }

    /** The same over a link that waits. */
    static void begin(LoadLink link, String apiKey) throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(OPENING_LENGTH_MAX)
                .put(opening(apiKey))
                .flip();
        while (out.hasRemaining() || !link.isFlushed()) link.write(out);
        ByteBuffer in = ByteBuffer.allocateDirect(ANSWERS_LENGTH);
        while (in.hasRemaining()) {
            if (link.read(in) < 0) throw new LoadFailedException("the server closed instead of a session");
        }
        byte[] answers = new byte[ANSWERS_LENGTH];
        in.flip().get(answers);
        check(answers);
    }

    private static byte[] opening(String apiKey) {
        UUID id = UUID.randomUUID();
        byte[] negotiate = SessionFrames.negotiate(id, 0, apiKey);
        byte[] establish = SessionFrames.establish(id, 1, 0, KEEP_ALIVE_MS, "");
        byte[] both = Arrays.copyOf(negotiate, negotiate.length + establish.length);
        System.arraycopy(establish, 0, both, negotiate.length, establish.length);
        return both;
    }

    private static void check(byte[] answers) {
        var bytes = new UnsafeBuffer(answers);
        boolean isBegun = templateId(bytes, 0) == NegotiationResponseDecoder.TEMPLATE_ID
                && templateId(bytes, RESPONSE_LENGTH) == EstablishmentAckDecoder.TEMPLATE_ID;
        if (!isBegun) throw new LoadFailedException("no session was begun: " + Refusals.describe(bytes, 0));
    }

    /** Length of a frame that only says that the server is there; 0 if another one, or not all of it, is here. */
    static int heartbeat(DirectBuffer bytes, int offset, int available) {
        boolean isHeartbeat = available >= LENGTH && templateId(bytes, offset) == SequenceDecoder.TEMPLATE_ID;
        return isHeartbeat ? LENGTH : 0;
    }

    private static int templateId(DirectBuffer bytes, int offset) {
        int at = offset + Frames.HEADER_LENGTH + MessageHeaderDecoder.templateIdEncodingOffset();
        return bytes.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
