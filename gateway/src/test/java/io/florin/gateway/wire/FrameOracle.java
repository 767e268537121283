package io.florin.gateway.wire;

import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Says what must become of any bytes on a fresh connection, written from API.md and not from the code it judges. */
final class FrameOracle {
    private static final int APPLICATION_FROM = 20;

    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private final List<Long> correlationIds = new ArrayList<>();
    private boolean isTerminated;
    private int rest;

    FrameOracle(byte[] bytes) {
        this.bytes = bytes;
        buffer = new UnsafeBuffer(bytes);
        int offset = 0;
        while (!isTerminated && offset < bytes.length) {
            int length = frame(offset, bytes.length - offset);
            if (length == 0) break;
            offset += length;
        }
        rest = bytes.length - offset;
    }

    private int frame(int offset, int available) {
        if (available < 4) return 0;
        int length = buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        if (length < 24 || length > 1024 * 1024 || (length & 7) != 0) return end();
        if (available < Frames.HEADER_LENGTH) return 0;
        boolean isFlorin = bytes[offset + 8] == 'F' && bytes[offset + 9] == 'L' && bytes[offset + 10] == 1;
        if (!isFlorin || bytes[offset + 11] != 0 || buffer.getInt(offset + 12) != 0) return end();
        if (available < length) return 0;
        int crc = new Crc32c().of(bytes, offset + 8, length - 8);
        boolean isOurs = buffer.getShort(offset + 20) == 1 && buffer.getShort(offset + 22) == 0;
        if (crc != buffer.getInt(offset + 4) || !isOurs) return end();
        if ((buffer.getShort(offset + 18) & 0xFFFF) < APPLICATION_FROM) return end();
        correlationIds.add(length < 32 ? 0 : buffer.getLong(offset + 24));
        return length;
    }

    private int end() {
        isTerminated = true;
        return 0;
    }

    /** Of the requests that must each be answered once. */
    List<Long> correlationIds() {
        return correlationIds;
    }

    /** Whether the connection must end with last words. */
    boolean isTerminated() {
        return isTerminated;
    }

    /** Bytes of a frame that the node must go on waiting for. */
    int rest() {
        return isTerminated ? 0 : rest;
    }
}
