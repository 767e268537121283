package io.florin.ops.tool.conformance;

import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;

/** A good node behind a relay that changes what it answers: a server that is wrong in exactly one way. */
final class WrongServer implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress node;
    private final Answers answers;

    /** How answers are passed on, until they end. */
    private interface Answers {
        void pass(InputStream in, OutputStream out) throws IOException;
    }

    private WrongServer(InetSocketAddress node, Answers answers) throws IOException {
        this.node = node;
        this.answers = answers;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** Changes every frame; sealed again, so that the checksum is right. */
    static WrongServer ofFrames(InetSocketAddress node, Consumer<UnsafeBuffer> change) throws IOException {
        return new WrongServer(node, (in, out) -> passFrames(in, out, change, true));
    }

    /** Changes every frame, and not its checksum. */
    static WrongServer ofBytes(InetSocketAddress node, Consumer<UnsafeBuffer> change) throws IOException {
        return new WrongServer(node, (in, out) -> passFrames(in, out, change, false));
    }

    /** Changes what is read at once, as text. */
    static WrongServer ofText(InetSocketAddress node, UnaryOperator<String> change) throws IOException {
        return new WrongServer(node, (in, out) -> {
            byte[] bytes = new byte[1 << 16];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                out.write(change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    private static void passFrames(InputStream in, OutputStream out, Consumer<UnsafeBuffer> change, boolean isSealed)
            throws IOException {
        var frames = new DataInputStream(in);
        while (true) {
            byte[] head = frames.readNBytes(Integer.BYTES);
            if (head.length < Integer.BYTES) return;
            byte[] frame = new byte[new UnsafeBuffer(head).getInt(0)];
            System.arraycopy(head, 0, frame, 0, head.length);
            frames.readFully(frame, head.length, frame.length - head.length);
            var buffer = new UnsafeBuffer(frame);
            change.accept(buffer);
            if (isSealed) {
                int crc = new Crc32c().of(frame, Frames.CRC_FROM, frame.length - Frames.CRC_FROM);
                FrameEncoder.seal(buffer, 0, crc);
            }
            out.write(frame);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            var onward = new Socket(node.getAddress(), node.getPort());
            daemon(() -> {
                client.getInputStream().transferTo(onward.getOutputStream());
                onward.shutdownOutput();
            });
            daemon(() -> {
                answers.pass(onward.getInputStream(), client.getOutputStream());
                client.close();
                onward.close();
            });
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // a connection has ended, or the test
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
