package io.florin.bench.load;

import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.FrameHeaderEncoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** One request at a time over a blocking socket: for setting the stage and for looking at it afterwards. */
final class WireCall implements AutoCloseable {
    private static final int TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(30);

    private final Socket socket;
    private final DataInputStream in;
    private final Crc32c crc = new Crc32c();
    private final byte[] answer = new byte[Frames.LENGTH_MAX];
    private final UnsafeBuffer answerBytes = new UnsafeBuffer(answer);

    private WireCall(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static WireCall connect(LoadTarget target) throws IOException {
        Socket socket = target.socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        WireSession.begin(socket.getInputStream(), socket.getOutputStream(), target.apiKey());
        return new WireCall(socket);
    }

    /**
     * Completes the frame header, sends the frame, waits for the answer.
     *
     * @param request a frame whose bytes behind the frame header are written; in an array.
     * @param length of what is written; padded here.
     * @return the answer's frame; valid until the next call.
     */
    UnsafeBuffer call(UnsafeBuffer request, int length) throws IOException {
        int padded = Frames.aligned(length);
        request.setMemory(length, padded - length, (byte) 0);
        byte[] bytes = request.byteArray();
        new FrameHeaderEncoder()
                .wrap(request, 0)
                .length(padded)
                .magic(Frames.MAGIC)
                .version((short) Frames.VERSION)
                .flags((short) 0)
                .zero(0)
                .crc(0);
        int sum = crc.of(bytes, Frames.CRC_FROM, padded - Frames.CRC_FROM);
        request.putInt(FrameHeaderDecoder.crcEncodingOffset(), sum);
        socket.getOutputStream().write(bytes, 0, padded);
        UnsafeBuffer received = receive();
        while (WireSession.heartbeat(received, 0, Frames.LENGTH_MAX) > 0) received = receive();
        return received;
    }

    private UnsafeBuffer receive() throws IOException {
        in.readFully(answer, 0, Frames.HEADER_LENGTH);
        var header = new FrameHeaderDecoder().wrap(answerBytes, 0);
        long length = header.length();
        if (header.magic() != Frames.MAGIC || length < Frames.LENGTH_MIN || length > Frames.LENGTH_MAX) {
            throw new LoadFailedException("no frame: magic=" + header.magic() + " length=" + length);
        }
        in.readFully(answer, Frames.HEADER_LENGTH, (int) length - Frames.HEADER_LENGTH);
        if ((int) header.crc() != crc.of(answer, Frames.CRC_FROM, (int) length - Frames.CRC_FROM)) {
            throw new LoadFailedException("an answer arrived damaged: length=" + length);
        }
        return answerBytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
