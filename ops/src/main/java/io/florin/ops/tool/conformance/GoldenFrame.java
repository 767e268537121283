package io.florin.ops.tool.conformance;

import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/** A frame of the contract, as its file has it, or changed at a place and sealed again. */
final class GoldenFrame {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int HEX_FROM = 6;

    private final byte[] bytes;
    private final UnsafeBuffer buffer;

    private GoldenFrame(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = new UnsafeBuffer(bytes);
    }

    /** By the name of its file. */
    static GoldenFrame named(String name) {
        String resource = "golden/" + name + ".txt";
        try (InputStream in = Frames.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("not in this build: resource=" + resource);
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String hex = text.lines()
                    .filter(line -> line.matches("[0-9a-f]{4}  .*"))
                    .map(line -> line.substring(HEX_FROM).replace(" ", ""))
                    .collect(Collectors.joining());
            return new GoldenFrame(HexFormat.of().parseHex(hex));
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot be read: resource=" + resource, unreadable);
        }
    }

    int length() {
        return bytes.length;
    }

    GoldenFrame put8(int offset, int value) {
        buffer.putByte(offset, (byte) value);
        return this;
    }

    GoldenFrame put16(int offset, int value) {
        buffer.putShort(offset, (short) value, ORDER);
        return this;
    }

    GoldenFrame put32(int offset, int value) {
        buffer.putInt(offset, value, ORDER);
        return this;
    }

    GoldenFrame put64(int offset, long value) {
        buffer.putLong(offset, value, ORDER);
        return this;
    }

    /** As it stands. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** With the checksum of what it is now. */
    byte[] sealed() {
        FrameEncoder.seal(buffer, 0, new Crc32c().of(bytes, Frames.CRC_FROM, bytes.length - Frames.CRC_FROM));
        return bytes.clone();
    }
}
