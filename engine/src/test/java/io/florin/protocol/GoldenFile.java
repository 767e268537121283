package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.florin.protocol.codec.MessageHeaderDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A golden frame as text: 16 bytes a line, then what a decoder makes of them. */
final class GoldenFile {
    private static final String FOLDER = "golden/";

    private GoldenFile() {}

    /** What every generated decoder has; its text names all fields. */
    interface Decoder {
        Object wrap(DirectBuffer bytes, int offset, int blockLength, int version);
    }

    static String print(byte[] frame, Decoder decoder) {
        var text = new StringBuilder();
        for (int offset = 0; offset < frame.length; offset += 16) {
            int count = Math.min(16, frame.length - offset);
            text.append("%04x  ".formatted(offset))
                    .append(HexFormat.ofDelimiter(" ").formatHex(frame, offset, offset + count))
                    .append('\n');
        }
        var buffer = new UnsafeBuffer(frame);
        var header = new MessageHeaderDecoder().wrap(buffer, Frames.HEADER_LENGTH);
        Object decoded = decoder.wrap(buffer, Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        return text.append(decoded).append('\n').toString();
    }

    static String text(String name) {
        try (InputStream in = Frames.class.getResourceAsStream(FOLDER + name + ".txt")) {
            assertNotNull(in, "no golden frame " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
